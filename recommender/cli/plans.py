"""A buyer's SPASER given to a command."""

from pathlib import Path

from recommender.domain.spaser import SpaserObjective
from recommender.errors import InvalidNeed
from recommender.services import Services


def read_objectives(services: Services, path: Path) -> list[SpaserObjective]:
    """The objectives of a plan.

    Raises:
        InvalidNeed: no plan was recognised in the document.
    """
    plan = services.extract(services.read_path(path)).spaser
    if plan is None:
        raise InvalidNeed(
            f"« {path.name} » n'a pas été reconnu comme un SPASER.",
            "Donnez à --spaser le schéma de promotion des achats responsables de votre organisme.",
        )
    return [objective for axis in plan.axes for objective in axis.objectives]
