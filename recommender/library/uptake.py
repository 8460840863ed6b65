"""How often published contracts declare considerations: counted from open data, kept by purchase family."""

import csv
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from recommender.domain.taxonomy import Taxonomy
from recommender.domain.uptake import FamilyUptake, Uptake
from recommender.errors import FileNotReadable, InvalidCorpus

FILE = ("uptake", "decp.toml")
VALUES = ("Clause sociale", "Critère social", "Marché réservé", "Clause environnementale", "Critère environnemental")
_COLUMNS = ("considerationsSociales", "considerationsEnvironnementales")


def read_uptake(corpus_dir: Path) -> Uptake:
    """The counts of ``corpus_dir``/uptake/decp.toml.

    Raises:
        InvalidCorpus: the file is missing or malformed.
    """
    try:
        data = tomllib.loads(corpus_dir.joinpath(*FILE).read_text(encoding="utf-8"))
        families = {
            code: FamilyUptake(int(row["contracts"]), {value: int(row.get(value, 0)) for value in VALUES})
            for code, row in data["families"].items()
        }
        return Uptake(str(data["source"]), _to_date(data["consulted"]), families)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise InvalidCorpus(
            f"Les pratiques observées ne peuvent pas être lues ({error}).",
            "Refaites corpus/uptake/decp.toml avec `clausier corpus uptake`.",
        ) from error


def _to_date(value: object) -> date:
    if not isinstance(value, date):
        raise ValueError(f"consulted = {value}")
    return value


def count_uptake(path: Path, taxonomy: Taxonomy) -> dict[str, FamilyUptake]:
    """Counts by family from essential data in CSV, with the columns of the DECP.

    Contracts that declare several values, separated by ``|``, count once for each. An object published several times
    (one row a holder) counts once.

    Raises:
        FileNotReadable: the file is not such a table.
    """
    contracts: Counter[str] = Counter()
    declared: dict[str, Counter[str]] = defaultdict(Counter)
    for code, values in _read_contracts(path):
        family = taxonomy.family_of_cpv(code)
        if family is not None:
            contracts[family] += 1
            declared[family].update(values)
    return {family: FamilyUptake(contracts[family], dict(declared[family])) for family in sorted(contracts)}


def _read_contracts(path: Path) -> Iterable[tuple[str, set[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        distinct: dict[str, Mapping[str, str]] = {row["objet"].strip().lower(): row for row in rows}
        for row in distinct.values():
            stated = {value.strip() for column in _COLUMNS for value in (row[column] or "").split("|")}
            yield re.sub(r"\D", "", row["codeCPV"] or "")[:8], stated & set(VALUES)
    except (OSError, UnicodeDecodeError, KeyError, AttributeError, csv.Error) as error:
        raise FileNotReadable(
            f"« {path.name} » n'est pas un tableau de données essentielles ({error}).",
            "Donnez un CSV avec les colonnes objet, codeCPV, considerationsSociales, considerationsEnvironnementales.",
        ) from error


def format_uptake(uptake: Uptake) -> str:
    """The file that ``read_uptake`` reads."""
    lines = [
        "# Considerations declared by published contracts, counted by purchase family (the family of their CPV code).",
        "# Made by `clausier corpus uptake`. One buyer's practice: an order of magnitude, not a norm.",
        f'source = "{uptake.source}"',
        f"consulted = {uptake.consulted.isoformat()}",
    ]
    for code, counted in uptake.families.items():
        lines += ["", f"[families.{code}]", f"contracts = {counted.contracts}"]
        lines += [f'"{value}" = {counted.declared[value]}' for value in VALUES if counted.declared.get(value)]
    return "\n".join(lines) + "\n"
