"""What the codes of the domain are called in French. Themes and families have theirs in the corpus."""

import re

from recommender.domain.audit import CountedIn, DutyState, Weakness
from recommender.domain.extraction import Fact, WeightIssue
from recommender.domain.feedback import DismissalReason
from recommender.domain.library import LinkKind
from recommender.domain.neutrality import Neutrality, PriceFormula
from recommender.domain.recommendations import Reason, ReasonCode
from recommender.domain.vocabulary import (
    BuyerCategory,
    ContractNature,
    FactKind,
    LabourShare,
    Obligation,
    Place,
    ProvisionKind,
    SensitiveAspect,
    Users,
)
from recommender.domain.warnings import Certainty

KIND_LABELS: dict[ProvisionKind, str] = {
    ProvisionKind.TECHNICAL_SPECIFICATION: "Spécification technique",
    ProvisionKind.EXECUTION_CONDITION: "Condition d'exécution",
    ProvisionKind.AWARD_CRITERION: "Critère d'attribution",
    ProvisionKind.SELECTION_CRITERION: "Critère de sélection des candidatures",
    ProvisionKind.RESERVED_CONTRACT: "Marché ou lot réservé",
    ProvisionKind.VARIANT: "Variante",
    ProvisionKind.PENALTY: "Pénalité",
    ProvisionKind.SPASER_OBJECTIVE: "Objectif de SPASER",
    ProvisionKind.INDICATOR: "Indicateur",
    ProvisionKind.INFORMATION: "Rappel ou contexte",
}
OBLIGATION_LABELS: dict[Obligation, str] = {
    Obligation.MUST: "Obligation",
    Obligation.MAY: "Faculté",
    Obligation.NEGATED: "Écarté par le document",
    Obligation.INFO: "Information",
}
PLACE_LABELS: dict[Place, str] = {
    Place.RC: "Règlement de la consultation",
    Place.CCAP: "Cahier des clauses administratives particulières",
    Place.CCTP: "Cahier des clauses techniques particulières",
    Place.AE: "Acte d'engagement",
    Place.AVIS: "Avis de marché",
}
NATURE_LABELS: dict[ContractNature, str] = {
    ContractNature.WORKS: "Travaux",
    ContractNature.SUPPLIES: "Fournitures",
    ContractNature.SERVICES: "Services",
}
BUYER_LABELS: dict[BuyerCategory, str] = {
    BuyerCategory.LOCAL: "Collectivité, hôpital, bailleur…",
    BuyerCategory.STATE: "État ou établissement de l'État",
    BuyerCategory.UTILITY: "Entité adjudicatrice (réseaux)",
}
LABOUR_LABELS: dict[LabourShare, str] = {
    LabourShare.LOW: "Faible",
    LabourShare.MEDIUM: "Moyenne",
    LabourShare.HIGH: "Forte",
}
USERS_LABELS: dict[Users, str] = {
    Users.NONE: "Personne en particulier",
    Users.AGENTS: "Les agents",
    Users.PUBLIC: "Le public, les habitants",
    Users.CHILDREN: "Des enfants",
    Users.VULNERABLE: "Des personnes fragiles",
}
SENSITIVE_LABELS: dict[SensitiveAspect, str] = {
    SensitiveAspect.CHILDREN: "Présence d'enfants",
    SensitiveAspect.VULNERABLE_PEOPLE: "Personnes fragiles",
    SensitiveAspect.OCCUPIED_SITE: "Site occupé",
    SensitiveAspect.HERITAGE: "Patrimoine",
    SensitiveAspect.HAZARDOUS_SUBSTANCES: "Substances dangereuses",
    SensitiveAspect.NATURAL_AREA: "Milieu naturel",
    SensitiveAspect.PERSONAL_DATA: "Données personnelles",
    SensitiveAspect.PUBLIC_SPACE: "Espace public",
    SensitiveAspect.FOOD_SAFETY: "Sécurité des aliments",
}
DUTY_STATUS_LABELS: dict[str, str] = {
    "due": "Obligatoire",
    "to_check": "À vérifier",
    "not_applicable": "Non applicable",
}
CERTAINTY_LABELS: dict[str, str] = {
    "verified": "Vérifié dans le texte officiel",
    "secondary": "Établi par des sources secondaires concordantes",
    "to_verify": "Point à vérifier, non présenté comme du droit",
    "proposal": "Proposition de l'équipe de rédaction, à adapter",
}
DUTY_STATE_LABELS: dict[DutyState, str] = {
    DutyState.MET: "Remplie",
    DutyState.WEAK: "Fragile",
    DutyState.MISSING: "Manquante",
    DutyState.UNKNOWN: "À déterminer",
    DutyState.NOT_APPLICABLE: "Sans objet",
}
WEAKNESS_LABELS: dict[Weakness, str] = {
    Weakness.RECITAL_ONLY: "le sujet est évoqué, rien n'est exigé",
    Weakness.WISH_ONLY: "un souhait ou une faculté, pas une obligation",
    Weakness.NO_CONTROL: "ni preuve, ni contrôle, ni pénalité",
    Weakness.UNWEIGHTED: "critère sans poids, alors que d'autres en ont un",
    Weakness.SPECIFICATION_ONLY: "une spécification dit ce qui est acheté, rien ne porte sur l'exécution",
    Weakness.NO_COUNTERPART: "critère sans clause correspondante : ce qui est promis n'est exigé nulle part",
}
WARNING_CERTAINTY_LABELS: dict[Certainty, str] = {
    Certainty.LAW: "Texte de loi ou de règlement",
    Certainty.CASE_LAW: "Jurisprudence, établie par des sources secondaires",
    Certainty.GOOD_PRACTICE: "Bonne pratique, qu'aucun texte n'impose",
}
COUNTED_IN_LABELS: dict[CountedIn, str] = {
    CountedIn.SOCIAL_CLAUSE: "contrats avec une clause sociale",
    CountedIn.SOCIAL_CRITERION: "contrats avec un critère social",
    CountedIn.RESERVED: "contrats ou lots réservés",
    CountedIn.ENVIRONMENTAL_CLAUSE: "contrats avec une clause environnementale",
    CountedIn.ENVIRONMENTAL_CRITERION: "contrats avec un critère environnemental",
}
PRICE_FORMULA_LABELS: dict[PriceFormula, str] = {
    PriceFormula.PROPORTIONAL: "note = prix le plus bas / prix de l'offre",
    PriceFormula.ZERO_AT_DOUBLE: "note nulle au double du prix le plus bas",
    PriceFormula.ZERO_AT_HIGHEST: "note nulle pour le prix le plus élevé",
}
LEGAL_NOTICE = "Ces éléments informent ; ils ne remplacent pas un conseil juridique."
_UNIT_SIGNS = {"percent": "\u00a0%", "points": " points"}


DISMISSAL_LABELS: dict[DismissalReason, str] = {
    DismissalReason.OFF_TOPIC: "sans lien avec cet achat",
    DismissalReason.TOO_DEMANDING: "trop exigeante pour ce marché",
    DismissalReason.HARD_TO_CONTROL: "difficile à contrôler pour nous",
    DismissalReason.UNCLEAR: "texte peu clair",
    DismissalReason.LEGAL_DOUBT: "doute juridique",
    DismissalReason.ALREADY_PLANNED: "déjà prévue dans notre marché",
    DismissalReason.OTHER: "autre raison",
}


FACT_LABELS: dict[FactKind, str] = {
    FactKind.INSERTION_HOURS: "heures d'insertion",
    FactKind.INSERTION_RATE: "taux d'insertion",
    FactKind.PENALTY: "pénalité",
    FactKind.RECYCLED_SHARE: "part recyclée ou réemployée",
    FactKind.ORGANIC_SHARE: "part biologique",
    FactKind.SHARE: "part",
    FactKind.WEIGHT: "poids",
    FactKind.LABEL: "label",
    FactKind.STANDARD: "norme",
    FactKind.LAW_ARTICLE: "texte cité",
    FactKind.DEADLINE: "échéance",
    FactKind.DURATION: "durée",
    FactKind.AMOUNT: "montant",
    FactKind.LOT: "lot",
    FactKind.CPV: "code CPV",
    FactKind.MEASURE: "mesure",
}


def format_fact(fact: Fact) -> str:
    """A fact as written, with what it is; of a label, whether an equivalent is accepted."""
    accepted = {True: ", ou équivalent", False: ", sans « ou équivalent »", None: ""}[fact.accepts_equivalent]
    return f"{fact.value} ({FACT_LABELS[fact.kind]}{accepted})"


def format_weight_issue(issue: WeightIssue) -> str:
    """What is wrong with weights, as a sentence for the buyer."""
    is_several = any(sign in issue.lot for sign in ", ")
    lot = "" if issue.lot == "all" else f" {'des lots' if is_several else 'du lot'} {issue.lot}"
    if issue.missing:
        names = ", ".join(f"«\u00a0{name}\u00a0»" for name in issue.missing)
        among = f" dans le critère «\u00a0{issue.parent}\u00a0»" if issue.parent else ""
        return f"Sans poids{lot}{among}, alors que d'autres en ont un\u00a0: {names}."
    listed = f"sous-critères de «\u00a0{issue.parent}\u00a0»" if issue.parent else "critères"
    sign = _UNIT_SIGNS.get(issue.unit, "")
    total, expected = (f"{number:g}{sign}".replace(".", ",") for number in (issue.total, issue.expected or 0.0))
    return f"Les poids des {listed}{lot} font {total}, et non {expected}."


LINK_LABELS = {
    LinkKind.REQUIRES: "Demande aussi la fiche",
    LinkKind.CONFLICTS: "Ne se cumule pas avec la fiche",
    LinkKind.REPLACES: "Remplace la fiche",
    LinkKind.STRONGER_THAN: "Va plus loin que la fiche",
}

_REASON_TEXTS = {
    ReasonCode.FAMILY: "Écrite pour l'achat « {0} », reconnu dans votre besoin.",
    ReasonCode.ADAPT: "Écrite pour un autre achat (« {0} ») : à adapter au vôtre.",
    ReasonCode.CPV: "Code CPV {0} couvert par cette fiche.",
    ReasonCode.UPTAKE: "Pratique observée : « {0} » est déclarée par {1} % des {2} marchés de cette famille ({3}).",
    ReasonCode.REQUIRED: "Demandée par la fiche « {0} », qui ne se suffit pas à elle seule.",
    ReasonCode.TOO_SMALL: "À alléger : écrite pour des marchés d'au moins {0} € HT.",
    ReasonCode.TOO_LARGE: "À renforcer : écrite pour des marchés d'au plus {0} € HT.",
    ReasonCode.TOO_SHORT: "À alléger : écrite pour des marchés d'au moins {0} mois.",
    ReasonCode.TOO_LONG: "À revoir : écrite pour des marchés d'au plus {0} mois.",
    ReasonCode.KEPT_HERE: "Retenue {0} fois sur {1} par votre organisation pour cet achat.",
    ReasonCode.DISMISSED_HERE: "Écartée {0} fois sur {1} par votre organisation pour cet achat, surtout : {2}.",
    ReasonCode.IN_DRAFT: "Votre projet en parle déjà{0} : « {1} ». Pour le renforcer : {2}.",
}
# Reasons that list: the sentence, and what separates its items.
_REASON_LISTS = {
    ReasonCode.STAKES: ("Enjeu important pour cet achat : {0}.", " ; "),
    ReasonCode.WORDS: ("Termes de votre besoin : {0}.", ", "),
    ReasonCode.DUTY: ("Répond à l'obligation : {0}.", " ; "),
    ReasonCode.SPASER: ("Sert votre SPASER : {0}.", " ; "),
}


def format_reason(reason: Reason) -> str:
    """A reason as a sentence for the buyer."""
    if reason.code in _REASON_LISTS:
        sentence, separator = _REASON_LISTS[reason.code]
        return sentence.format(separator.join(map(_within_sentence, reason.values)))
    if reason.code is ReasonCode.DISMISSED_HERE:
        dismissed, total, why = reason.values
        return _REASON_TEXTS[reason.code].format(dismissed, total, DISMISSAL_LABELS[DismissalReason(why)])
    return _REASON_TEXTS[reason.code].format(*reason.values)


def _within_sentence(label: str) -> str:
    """A label after a colon: its capital goes, unless it begins an acronym."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def format_neutrality(found: Neutrality) -> str:
    """What an environmental criterion weighs in practice, in a few sentences, with what was assumed."""
    return " ".join(list_neutrality(found))


def list_neutrality(found: Neutrality) -> tuple[str, ...]:
    """The same, sentence by sentence."""
    weights, gap, proposed = found.weighting, found.price_gap, found.proposed
    told = [
        f"Critère environnemental de {weights.environmental:g} % pour un prix de {weights.price:g} % "
        f"({PRICE_FORMULA_LABELS[weights.formula]})."
    ]
    if gap is None:
        told += ["Un écart d'une demi-échelle sur l'environnement l'emporte quel que soit le prix."]
    else:
        told += [f"Un écart d'une demi-échelle sur l'environnement compense un prix plus élevé de {gap:.1%}."]
        told += ["C'est trop peu pour compter." if found.is_neutralised else "Il peut changer le classement."]
    told += [
        f"Sur des offres tirées au hasard (prix étalés sur {weights.price_spread:.0%}, notes sur "
        f"{weights.mark_spread:.0%} de l'échelle), il change le premier {found.changed:.0%} du temps."
    ]
    if proposed is not None:
        told += [
            f"À la place : environnement {proposed.environmental:g} %, prix {proposed.price:g} %, "
            f"{PRICE_FORMULA_LABELS[proposed.formula]}."
        ]
    return tuple(map(_with_decimal_commas, told))


def _with_decimal_commas(text: str) -> str:
    """Figures as French readers write them: "9,1 %"."""
    return re.sub(r"(\d)\.(\d)", r"\1,\2", text).replace("%", "\u00a0%").replace(" \u00a0%", "\u00a0%")
