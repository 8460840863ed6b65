"""What several commands let a buyer say of a purchase."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import click

from recommender.domain.vocabulary import BuyerCategory, ContractNature
from recommender.language.quantities import parse_amount

Command = Callable[..., Any]
_OPTIONS = (
    click.option("--amount", help="Montant estimé hors taxes : 90000, « 250 k€ », « 1,5 M€ »."),
    click.option("--months", type=click.IntRange(1, 600), help="Durée en mois."),
    click.option(
        "--nature",
        type=click.Choice([nature.value for nature in ContractNature]),
        help="works, supplies ou services.",
    ),
    click.option(
        "--launch-date",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Date de lancement de la consultation (AAAA-MM-JJ).",
    ),
    click.option(
        "--buyer",
        type=click.Choice([category.value for category in BuyerCategory]),
        default="local",
        show_default=True,
        help="Catégorie d'acheteur, pour les seuils européens.",
    ),
)


def purchase_options(command: Command) -> Command:
    """Add ``--amount``, ``--months``, ``--nature``, ``--launch-date`` and ``--buyer`` to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_purchase(details: Mapping[str, Any]) -> dict[str, Any]:
    """What those options said, as fields of a ``NeedRequest``.

    Raises:
        InvalidAmount: the amount cannot be read.
    """
    launch: datetime | None = details["launch_date"]
    launch_date: date | None = launch.date() if launch else None
    return {
        "nature": ContractNature(details["nature"]) if details["nature"] else None,
        "amount_eur": parse_amount(details["amount"]) if details["amount"] is not None else None,
        "duration_months": details["months"],
        "launch_date": launch_date,
        "buyer": BuyerCategory(details["buyer"]),
    }
