"""Words that tell who uses what is bought, and what calls for care. Without accents, as after ``fold_accents``."""

import re

from recommender.domain.vocabulary import SensitiveAspect, Users

_CHILDREN = (
    "enfant",
    "enfance",
    "ecole",
    "scolaire",
    "creche",
    "maternelle",
    "college",
    "lycee",
    "jeunesse",
    "ludotheque",
    r"\beleves?\b",
)
_VULNERABLE = (
    "personnes? agee",
    "ehpad",
    "handicap",
    r"\bpmr\b",
    "hebergement d'urgence",
    "aide sociale",
    "insertion",
    r"\brsa\b",
    "hopital",
    "hospitalier",
    r"patients?\b",
    "malades?",
    "refugies",
    "precari",
    "sans[- ]abri",
    r"\bccas\b",
    "dependan",
)
_PUBLIC = (
    r"public\b",
    "habitants?",
    "usagers?",
    "riverains?",
    "citoyen",
    r"rue\b",
    "voirie",
    r"place\b",
    "square",
    r"parc\b",
    "jardin",
    "stade",
    "gymnase",
    "piscine",
    "musee",
    "bibliotheque",
    "mediatheque",
    "visiteur",
    "voyageur",
    "logement",
    "plage",
    "marche de noel",
)
_AGENTS = (r"\bagents?\b", r"personnels?\b", r"salaries\b", r"bureaux?\b", "services municipaux", "policiers?")
_OCCUPIED = (
    "site occupe",
    "milieu occupe",
    "logements? occupe",
    "en activite",
    "maintien (?:de l'|en )(?:activite|exploit)",
)
_HERITAGE = (
    "monument",
    "patrimoin",
    "eglise",
    "basilique",
    "cathedrale",
    "vitrail",
    "archives",
    "musee",
    "classee? ",
    "restauration d(?:e |')(?:l'|la )?(?:oeuvre|orgue|tableau)",
)
_HAZARDOUS = (
    "amiant",
    r"plomb\b",
    "deplomb",
    "chimiqu",
    "toxiqu",
    "dangereu",
    "solvant",
    "pesticid",
    "reactif",
    "carburant",
    "infectieux",
    "dasri",
)
_NATURAL = (
    "natura 2000",
    "zone humide",
    "marais",
    "riviere",
    "ruisseau",
    r"berges?\b",
    "foret",
    "littoral",
    "biodiversite",
    "tourbiere",
    "espaces? naturels?",
    "cours d'eau",
)
_PERSONAL_DATA = (
    "donnees (?:personnelles|de sante)",
    "etat civil",
    r"\bsirh\b",
    r"\bpaie\b",
    "videoprotection",
    "dossiers? (?:medical|patient)",
    "hebergement (?:d'|de )(?:application|donnees)",
)
_PUBLIC_SPACE = (
    "voirie",
    "espaces? publics?",
    "chaussee",
    "trottoir",
    r"\brues?\b",
    "place publique",
    "square",
    "jardin",
    r"parc\b",
)
_FOOD = (
    "repas", "restauration (?:scolaire|collective)", "denree", "traiteur", "cantine", "cuisine", "alimentair",
    "plateaux",
)  # fmt: skip


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words))


# The first that matches wins: the most sensitive users come first.
USERS_WORDS: dict[Users, re.Pattern[str]] = {
    Users.VULNERABLE: _any_of(_VULNERABLE),
    Users.CHILDREN: _any_of(_CHILDREN),
    Users.PUBLIC: _any_of(_PUBLIC),
    Users.AGENTS: _any_of(_AGENTS),
}
SENSITIVE_WORDS: dict[SensitiveAspect, re.Pattern[str]] = {
    SensitiveAspect.CHILDREN: _any_of(_CHILDREN),
    SensitiveAspect.VULNERABLE_PEOPLE: _any_of(_VULNERABLE),
    SensitiveAspect.OCCUPIED_SITE: _any_of(_OCCUPIED),
    SensitiveAspect.HERITAGE: _any_of(_HERITAGE),
    SensitiveAspect.HAZARDOUS_SUBSTANCES: _any_of(_HAZARDOUS),
    SensitiveAspect.NATURAL_AREA: _any_of(_NATURAL),
    SensitiveAspect.PERSONAL_DATA: _any_of(_PERSONAL_DATA),
    SensitiveAspect.PUBLIC_SPACE: _any_of(_PUBLIC_SPACE),
    SensitiveAspect.FOOD_SAFETY: _any_of(_FOOD),
}
