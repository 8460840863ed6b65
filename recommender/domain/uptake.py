"""How often published contracts carry social and environmental considerations, from open data."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class FamilyUptake:
    """Contracts of one purchase family, and how many of them declare each DECP value."""

    contracts: int
    declared: dict[str, int]

    def share(self, value: str) -> float:
        """Part of the contracts that declare ``value``, 0 to 1."""
        return self.declared.get(value, 0) / self.contracts if self.contracts else 0.0


@dataclass(frozen=True, slots=True)
class Uptake:
    """Uptake by family code, with where it was counted and when."""

    source: str
    consulted: date
    families: dict[str, FamilyUptake] = field(default_factory=dict)
