"""How strongly a segment binds: rules on its sentences, from negation to duty.

The rules follow the labelling conventions: the present indicative binds; "peut", "de préférence",
"est invité à" give a faculty; a denial of any clause is ``negated``.
"""

import re

from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.language.sentences import sentence_pipeline

_NEGATED = re.compile(
    r"\b(?:ne prevoit pas|n'est pas prevu|ne comporte (?:pas|aucune)|ne contient (?:pas|aucune)|ne fait pas l'objet|"
    r"n'est pas soumis|ne sont pas soumis|aucune? (?:clause|condition|disposition|action|consideration|critere)s?\b|"
    r"pas de (?:clause|condition|critere|consideration)s?\b|sans objet|n'est pas un marche reserve|"
    r"n'est pas reserve|ne s'applique pas|sans (?:aucune? )?(?:reemploi|reutilisation|clause|condition|critere)s?\b)"
    r"|:\s*non\s*(?:[.;]|$)"
)
# "Ne peut" forbids: it is no faculty.
_MAY = re.compile(
    r"(?<!\bne )\b(?:peut|peuvent|pourra|pourront|pourrait|pourraient|de preference|est invite|sont invites|"
    r"a la possibilite|se reserve|le cas echeant|est encourage|sont encourages|est souhaitable|souhaite|possibilite de|"
    r"recommande|conseille|dans la mesure du possible|si possible)\b"
)
_MUST = re.compile(
    r"\b(?:doit|doivent|devra|devront|s'engage|s'engagent|est tenu|sont tenus|oblig\w+|impose|exige|exiges?|interdi\w+|"
    r"est a la charge|il appartient|est responsable|veille|veillera|assure|assurera|fournit|fournira|remet|remettra|"
    r"respecte|respectera|sera|seront|realise|realisera|transmet|transmettra|prevoit)\b"
)


def judge_obligation(text: str, kind: ProvisionKind) -> Obligation:
    """The obligation of a segment of this kind: ``information`` is ``info``, unless it denies a clause."""
    sentences = [fold_accents(sentence.text) for sentence in sentence_pipeline()(text).sents]
    if sentences and sum(bool(_NEGATED.search(sentence)) for sentence in sentences) * 2 > len(sentences):
        return Obligation.NEGATED
    if kind is ProvisionKind.INFORMATION:
        return Obligation.INFO
    main = sentences[0] if sentences else ""
    if kind is ProvisionKind.AWARD_CRITERION:
        return Obligation.MUST
    if _MAY.search(main) and not _MUST.search(_MAY.sub(" ", main)):
        return Obligation.MAY
    return Obligation.MUST
