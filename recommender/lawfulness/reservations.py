"""Reserved contracts: the article, who it is for, the share it asks for (L2113-12 to L2113-16, R2113-7)."""

import re
from collections.abc import Iterator

from recommender.domain.warnings import Finding, WarningCode
from recommender.lawfulness.passages import ReadPassage

_RESERVED = re.compile(
    r"\b(?:exclusivement|uniquement|seulement) (?:ouvert\w*|accessible\w*|destine\w*) (?:a|aux)\b|"
    r"\bseule?s (?:peuvent|sont admis\w* a|(?:les |des )[^.;\n]{4,120}?\bpeuvent) "
    r"(?:\w+ )?(?:deposer|soumissionner|repondre|presenter|remettre|concourir)|"
    r"\bouvert\w* aux seule?s\b|\breserv(?:e|es|ee|ees|ation|ations|er|ent)\b(?! (?:le |la |l'|d'une? |de |"
    r"un )?(?:droit|possibilite|faculte|\d|heures))"
)
_NOT_A_RESERVATION = re.compile(
    r"se reserve|reserve(?:r)? (?:\d|au moins|le|un volume|une part|des heures)|sous reserve|titulaire reserve|"
    r"sans reserve|levee des reserves"
)
_CONTRACT = re.compile(
    r"\b(?:marches?|lots?|consultation|accord-cadre|procedure|participation|reservation|contrat|concession|2113)\b"
)
_ARTICLE = re.compile(r"l\.? ?2113-(?P<number>1[2-6](?:-1)?)\b")
_ADAPTED_FIRMS = re.compile(
    r"entreprises? adaptee?s?|\besat\b|\bea\b|travailleurs? handicapes?|aide par le travail|personnes? handicapees?|"
    r"milieu protege"
)
_INSERTION = re.compile(
    r"insertion par l'activite|\bsiae\b|\b(?:ei|aci|etti|ai)\b|entreprises? d'insertion|"
    r"ateliers? et chantiers? d'insertion|chantiers? d'insertion|associations? intermediaires?|"
    r"structures? d'insertion|travailleurs? defavorises?|personnes? defavorisees"
)
_PRISON = re.compile(
    r"penitentiai|detention|\bprison|detenus?|travail carceral|service de l'emploi penitentiaire|"
    r"etablissements? penitenti"
)
_SOCIAL_ECONOMY = re.compile(
    r"economie sociale et solidaire|\bess\b|\besus\b|cooperatives?|associations?\b(?! intermediaires?)|mutuelles?|"
    r"entreprises? solidaires?|scop\b|scic\b"
)
_SOCIAL_SERVICES = re.compile(
    r"sante|services? sociaux|(?:action|accompagnement|centre|aide|insertion) socia\w+|culturel|culture|enfan|"
    r"periscolaire|animation|jeunesse|petite enfance|creche|aide a domicile|formation|education|bibliothe|musee|"
    r"spectacle|medico|soins"
)
_SHARE = re.compile(
    r"(?P<share>\d{1,3})(?:,\d+)? ?(?:%|pour cent)|(?P<words>un tiers|un quart|vingt pour cent|trente pour cent|"
    r"quarante pour cent|une partie|quelques)"
)
MIN_SHARE = 50
_FEW_IN_MANY = re.compile(
    r"\b(?:une? |deux |trois |quatre )(?:\w+ ){0,2}sur dix\b|\bune? (?:\w+ ){0,2}sur (?:trois|quatre|cinq)\b|"
    r"\bdeux (?:\w+ ){0,2}sur cinq\b"
)
_OTHERS = re.compile(
    r"(?:pme|tpe|petites et moyennes entreprises|artisans?|entreprises? (?:locales?|du departement|de la commune|"
    r"du territoire|artisanales|familiales|"
    r"de moins de|employant moins)|jeunes entreprises|start-?ups?|entreprises? dirigees|femmes|producteurs? locaux|"
    r"agriculteurs)"
)


def find_reserved_basis(passage: ReadPassage) -> Iterator[Finding]:
    """A reservation under the wrong article, for the wrong beneficiaries, or below the required share."""
    for sentence in passage.sentences:
        match = _RESERVED.search(sentence.text)
        if match is None or _NOT_A_RESERVATION.search(sentence.text) or not _CONTRACT.search(sentence.text):
            continue
        if passage.is_scoring and re.search(r"\bpoints\b", passage.folded):
            # A criterion on a reserved lot recalls the reservation; it does not make it.
            return
        if _is_wrong(passage.folded):
            yield passage.finding(WarningCode.RESERVED_BASIS, sentence, match)
        return


def _is_wrong(text: str) -> bool:
    articles = {match["number"] for match in _ARTICLE.finditer(text)}
    return _names_others(text, articles) or _mismatches(text, articles) or _is_share_too_low(text, articles)


def _names_others(text: str, articles: set[str]) -> bool:
    """Reserved to firms that no article names."""
    reserved = _RESERVED.search(text)
    after = text[reserved.start() :] if reserved else text
    named = any(pattern.search(after) for pattern in (_ADAPTED_FIRMS, _INSERTION, _PRISON, _SOCIAL_ECONOMY))
    return bool(_OTHERS.search(after)) and (not named or not articles)


def _mismatches(text: str, articles: set[str]) -> bool:
    groups = {
        "12": _ADAPTED_FIRMS.search(text) is not None,
        "13": _INSERTION.search(text) is not None,
        "13-1": _PRISON.search(text) is not None,
        "15": _SOCIAL_ECONOMY.search(text) is not None,
    }
    if not articles:
        return False
    if "13-1" in articles and articles & {"12", "13"}:
        # Prison production is not mixed with the other two (L2113-14, second paragraph).
        return True
    if "14" in articles:
        return not (groups["12"] and groups["13"]) or "13-1" in articles or "penitentiaire" in text
    allowed = {"15" if article == "16" else article for article in articles}
    named = {group for group, is_named in groups.items() if is_named}
    if "15" in allowed:
        return not _SOCIAL_SERVICES.search(text) or not groups["15"] or _is_too_long(text)
    named.discard("15")
    return bool(named - allowed) or bool(allowed - named and not named) or bool(groups["15"] and not named)


def _is_too_long(text: str) -> bool:
    years = re.search(r"(?:duree|conclu pour|pour)[^.;\n]{0,30}?(\d|quatre|cinq|six) (?:\(\d\) )?ans", text)
    return years is not None and years[1] in {"4", "5", "6", "7", "8", "quatre", "cinq", "six"}


def _is_share_too_low(text: str, articles: set[str]) -> bool:
    if articles & {"15", "16"}:
        return False
    if _FEW_IN_MANY.search(text):
        return True
    for match in _SHARE.finditer(text):
        around = text[max(0, match.start() - 90) : match.end() + 90]
        is_of_workers = re.search(r"travailleurs|salaries|effectif|personnes|handicap|defavoris|detenus", around)
        if re.match(
            r" ?(?:du|des|de leurs?|de ses|d')? ?(?:heures|plants|prestations|montant|temps)", text[match.end() :]
        ):
            continue
        if is_of_workers and (match["words"] or int(match["share"]) < MIN_SHARE):
            return True
    return False
