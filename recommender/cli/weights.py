"""`clausier weights`: whether an environmental criterion can change who wins."""

import click

from recommender.cli.console import print_json
from recommender.compliance.neutrality import WHOLE, measure_neutrality
from recommender.domain.neutrality import PriceFormula, Weighting
from recommender.errors import InvalidWeights
from recommender.exporting.audit_format import format_neutrality_json
from recommender.labels_fr import format_neutrality


@click.command(
    help="Dit si un critère environnemental peut changer le classement, selon les poids et la formule du prix."
)
@click.option("--price", type=float, required=True, help="Poids du prix, en %.")
@click.option("--environment", type=float, required=True, help="Poids du critère environnemental, en %.")
@click.option("--others", type=float, default=0.0, show_default=True, help="Poids des autres critères, en %.")
@click.option(
    "--formula",
    type=click.Choice([formula.value for formula in PriceFormula]),
    default=PriceFormula.PROPORTIONAL.value,
    show_default=True,
    help="Note du prix : prix le plus bas / prix ; nulle au double du plus bas ; nulle au plus élevé.",
)
@click.option(
    "--price-spread",
    type=click.FloatRange(0.01, 5.0),
    default=0.25,
    show_default=True,
    help="Écart attendu entre l'offre la plus chère et la moins chère, en part de celle-ci.",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Forme de la réponse.",
)
def weights(price: float, environment: float, others: float, formula: str, price_spread: float, output: str) -> None:
    """Measure one weighting."""
    total = price + environment + others
    if min(price, environment) <= 0 or others < 0 or abs(total - WHOLE) > 0.5:
        raise InvalidWeights(
            f"Les poids font {total:g} % et non 100 %, ou l'un d'eux n'est pas positif.",
            "Donnez par exemple --price 50 --environment 20 --others 30.",
        )
    found = measure_neutrality(Weighting(price, environment, others, PriceFormula(formula), price_spread))
    if output == "json":
        print_json(format_neutrality_json(found))
    else:
        click.echo(format_neutrality(found))
