"""Codes shared by the corpus, the classifiers, the API and the evaluation labels.

French labels are not here: kinds, obligations and places have theirs in ``labels_fr``; themes and
purchase families in ``corpus/taxonomy``.
"""

from enum import StrEnum


class ProvisionKind(StrEnum):
    """What a provision is, which also says in which contract document it belongs."""

    TECHNICAL_SPECIFICATION = "technical_specification"
    EXECUTION_CONDITION = "execution_condition"
    AWARD_CRITERION = "award_criterion"
    SELECTION_CRITERION = "selection_criterion"
    RESERVED_CONTRACT = "reserved_contract"
    VARIANT = "variant"
    PENALTY = "penalty"
    SPASER_OBJECTIVE = "spaser_objective"
    INDICATOR = "indicator"
    INFORMATION = "information"


# What DECP counts as a clause, and what a draft may meet a duty with.
CLAUSE_KINDS = frozenset({ProvisionKind.EXECUTION_CONDITION, ProvisionKind.TECHNICAL_SPECIFICATION})


class Obligation(StrEnum):
    """How strongly a provision binds: a duty, a faculty, a denial of any duty, or a mere statement."""

    MUST = "must"
    MAY = "may"
    NEGATED = "negated"
    INFO = "info"


class Place(StrEnum):
    """The contract document a provision is written in."""

    RC = "RC"
    CCAP = "CCAP"
    CCTP = "CCTP"
    AE = "AE"
    AVIS = "AVIS"


class ContractNature(StrEnum):
    """Codes of the eForms code list ``contract-nature``."""

    WORKS = "works"
    SUPPLIES = "supplies"
    SERVICES = "services"


class ThemeFamily(StrEnum):
    """The dimension of sustainable development a theme belongs to."""

    SOCIAL = "social"
    ENVIRONMENTAL = "environmental"
    CROSS_CUTTING = "cross_cutting"


class BuyerCategory(StrEnum):
    """Categories of buyer that the EU thresholds tell apart."""

    STATE = "state"
    LOCAL = "local"
    UTILITY = "utility"


class FactKind(StrEnum):
    """What a figure or a reference found in a document is."""

    INSERTION_HOURS = "insertion_hours"
    INSERTION_RATE = "insertion_rate"
    PENALTY = "penalty"
    RECYCLED_SHARE = "recycled_share"
    ORGANIC_SHARE = "organic_share"
    SHARE = "share"
    WEIGHT = "weight"
    LABEL = "label"
    STANDARD = "standard"
    LAW_ARTICLE = "law_article"
    DEADLINE = "deadline"
    DURATION = "duration"
    AMOUNT = "amount"
    LOT = "lot"
    CPV = "cpv"
    MEASURE = "measure"


class LabourShare(StrEnum):
    """How much low-skilled manual work a contract holds: where posts can open to people far from employment."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Users(StrEnum):
    """Who uses what is bought, or lives with it; the most sensitive of them."""

    NONE = "none"
    AGENTS = "agents"
    PUBLIC = "public"
    CHILDREN = "children"
    VULNERABLE = "vulnerable"


class SensitiveAspect(StrEnum):
    """What calls for care in a purchase."""

    CHILDREN = "children"
    VULNERABLE_PEOPLE = "vulnerable_people"
    OCCUPIED_SITE = "occupied_site"
    HERITAGE = "heritage"
    HAZARDOUS_SUBSTANCES = "hazardous_substances"
    NATURAL_AREA = "natural_area"
    PERSONAL_DATA = "personal_data"
    PUBLIC_SPACE = "public_space"
    FOOD_SAFETY = "food_safety"
