"""Whether the weight of an environmental criterion can change who wins."""

from dataclasses import dataclass
from enum import StrEnum


class PriceFormula(StrEnum):
    """How a price becomes a mark: the lowest price over the price; zero at twice the lowest; zero at the highest."""

    PROPORTIONAL = "proportional"
    ZERO_AT_DOUBLE = "zero_at_double"
    ZERO_AT_HIGHEST = "zero_at_highest"


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights in percent of the price, of the environmental criterion and of the others, and what is assumed of offers.

    ``price_spread`` is (highest − lowest) / lowest price; ``mark_gap`` the difference of environmental mark, of the
    whole scale, between a good and an ordinary offer; ``mark_spread`` the spread of marks drawn.
    """

    price: float
    environmental: float
    others: float
    formula: PriceFormula = PriceFormula.PROPORTIONAL
    price_spread: float = 0.25
    mark_gap: float = 0.5
    mark_spread: float = 0.5


@dataclass(frozen=True, slots=True)
class Neutrality:
    """What an environmental criterion weighs in practice.

    ``price_gap`` is a fraction of the lowest price, ``None`` where no price however high would lose; ``changed`` the
    share of drawn consultations with another winner. ``proposed`` has the least weight that makes up for the least gap
    that counts where the criterion does not, ``None`` where it does or where no weight would.
    """

    weighting: Weighting
    price_gap: float | None
    changed: float
    is_neutralised: bool
    proposed: Weighting | None
