"""Whether a sentence of a plan commits the buyer: future, intent or a verb of change, and nobody else's words."""

import re

_NOT_FUTURE = r"(?!pourra|pourront|pourrons|environs|patrons|opera\b|camera|extra\b|para|contra|mantra|infra|ultra)"
FUTURE = re.compile(rf"\b{_NOT_FUTURE}[a-z-]*r(?:a|ont|ons)\b")
_INTENT = re.compile(
    r"\bobjectifs?(?: \w+)? (?:est |sont |sera )?(?:de|d')|\b(?:objectif|cible|seuil vise|minimum|"
    r"trajectoire)s? ?:|\bcibles? (?:de|fixee?)|"
    r"\bnous (?:voulons|visons|souhaitons|entendons|fixons|engageons)|\bvis(?:e|ons|er|ent) (?:a |un|une|"
    r"\d|les?|au)|\bs'engage(?:nt)? a|"
    r"\bs'est fixee?\b|\bambitionne|\bambition (?:est )?de|\bcible (?=\d)|\bd'ici|\ba l'horizon|\bobjectif (?=\d)"
)
_NOUNS = (
    r"chantiers?|papiers?|calendriers?|courriers?|loyers?|premiers?|derniers?|ateliers?|mobiliers?|centres?|"
    r"notre|votre|entre|contre|"
    r"autres?|quatre|titres?|outre|cahiers?|metiers?|quartiers?|foyers?|dossiers?|fichiers?|lettres?|rencontres?|"
    r"offres?|hier|"
    r"nombre|membres?|novembre|decembre|septembre|octobre|fevrier|janvier|encadre|cadre|oeuvre|mesure|structures?|"
    r"fournitures?|nature|culture|agriculture|ouverture|lecture|facture|signature|avenir|maire|salaires?|"
    r"titulaires?|partenaires?|"
    r"prestataires?|stagiaires?|beneficiaires?|faire-valoir|terre|verre|livres?|heures?|voire|propre|premiere|"
    r"derniere|derriere|"
    r"infrastructures?|voitures?|maniere|matiere|filiere|documentaire|inventaire|exemplaire|annuaire|"
    r"questionnaire|leur|leurs|sur|par|pour"
)
_INFINITIVE = re.compile(
    rf"^(?:ne pas |d'?ici [^,]{{0,25}}, |a \w+ [^,]{{0,20}}, )?(?!(?:{_NOUNS})\b)[a-z-]{{2,}}(?:er|ir|re)\b"
)
_CHANGE = re.compile(
    r"^(?:une? |la |l')?(?:reduction|augmentation|hausse|baisse|diminution|progression|doublement|"
    r"triplement|atteinte|maintien|developpement|"
    r"passage|limitation|stabilisation|generalisation|integration|economie) "
)
_AT_LEAST = re.compile(r"^(?:au moins|au minimum|minimum|moins de|jusqu'a|≥|100 ?%|zero|plus aucun)")
# The law, a former plan, a proposal that was not kept, a mere landmark: no promise of this plan.
_REFUSED = re.compile(
    r"\b(?:la loi|le decret|le code|l'article|les articles|l'ordonnance|la reglementation|le legislateur|"
    r"la directive|egalim|agec|"
    r"le droit)\b(?:[^.;]|\.(?= ?\d)){0,80}\b(?:impos\w+|fix\w+|prevoi\w+|vise\w*|oblige\w*|exige\w*|requi\w+|"
    r"demande\w*|"
    r"instaur\w+|rend\b)|"
    r"\bseuils? (?:legal|legaux|reglementaire)|\bun plancher\b|\bplancher (?:legal|reglementaire|de \d)|"
    r"\bpaliers? (?:legal|legaux|reglementaire)|"
    r"\bobligations? (?:legales?|reglementaires?)|\bobjectifs? (?:de la loi|egalim|legaux|legal|reglementaires?)\b|"
    r"\bseuils? (?:applicables?|de procedure|europeens? (?:sont|est))|\bprocedures? (?:simplifiees?|formalisees?) |"
    r"\b(?:premier|precedent|ancien|dernier) (?:schema|spaser|plan)\b|\b(?:plan|schema|"
    r"spaser) (?:precedent|anterieur)|\bvisai(?:t|ent)\b|"
    r"\bvisee?s? ?:|\bn'(?:a|ont) pas ete (?:retenu|suivi)|\bpropos(?:ait|aient|aions|ition)\b|"
    r"\b(?:aurions|aurait|auraient) |"
    r"\b(?:sans|aucun) objectif\b|\brepere interne|\ba titre indicatif|\bn'ont pas valeur|\bne constitue"
)
_PAST = re.compile(
    r"\b(?:(?:ont|avait|avaient|etait|etaient|furent|avons)|a (?:ete|deja|ainsi|donc|permis|atteint|"
    r"represente|concerne|baisse|augmente)) "
    r"(?:[a-z]+ )?[a-z]*"
)
_CLAUSE_END = re.compile(r" ?[;:](?= )|, (?=mais |nous )")


def clause_bounds(folded: str, start: int) -> tuple[int, int]:
    """The bounds of the clause around a place: between two signs ";" or ":"."""
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(folded)), len(folded)]
    before = max(cut for cut in cuts if cut <= start)
    return before, min(cut for cut in cuts if cut > start or cut == len(folded))


def is_refused(folded: str) -> bool:
    """Whether a sentence speaks of the law, of a former plan or of what was not kept, or quotes someone."""
    return _REFUSED.search(folded) is not None or folded.lstrip().startswith(("«", "“", '"'))


def is_committed(folded: str, start: int) -> bool:
    """Whether the clause around a place promises by itself: by a future, an intent or a verb of change."""
    before, after = clause_bounds(folded, start)
    clause = folded[before:after].strip()
    announced = folded[max(0, before - 40) : before]
    return bool(
        FUTURE.search(clause)
        or _INTENT.search(clause)
        or _INTENT.search(announced)
        or _INFINITIVE.match(clause)
        or _CHANGE.match(clause)
        or _AT_LEAST.match(clause)
    )


def tells_past(folded: str, start: int) -> bool:
    """Whether the clause around a place tells what has been, and nothing to come."""
    before, after = clause_bounds(folded, start)
    clause = folded[before:after]
    return _PAST.search(clause) is not None and FUTURE.search(clause) is None
