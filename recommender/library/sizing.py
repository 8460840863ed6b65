"""Reads the figures of insertion sizing from ``corpus/sizing``."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from recommender.domain.sizing import Estimate, Modality, SizingTables, Trade
from recommender.errors import InvalidCorpus


def read_sizing_tables(corpus_dir: Path) -> SizingTables:
    """The trades, efforts, costs and modalities of ``corpus_dir``/sizing/insertion.toml.

    Raises:
        InvalidCorpus: the file is missing or malformed.
    """
    try:
        data = tomllib.loads((corpus_dir / "sizing" / "insertion.toml").read_text(encoding="utf-8"))
        return SizingTables(
            trades={code: _to_trade(code, row) for code, row in data["trades"].items()},
            effort=_to_estimate(data["effort"]),
            hourly_cost=_to_estimate(data["hourly_cost"]),
            hours_per_participant=float(data["participant"]["hours"]),
            hours_per_full_time_year=float(data["full_time"]["hours_a_year"]),
            participant_source=data["participant"]["source"],
            modalities=tuple(_to_modality(row) for row in data["modalities"]),
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise InvalidCorpus(
            f"Les données du calcul d'insertion ne peuvent pas être lues ({error}).",
            "Corrigez corpus/sizing/insertion.toml, puis relancez `clausier corpus check`.",
        ) from error


def _to_trade(code: str, row: dict[str, Any]) -> Trade:
    return Trade(code, row["label"], tuple(row["families"]), _to_estimate(row), bool(row.get("staff_transfer", False)))


def _to_estimate(row: dict[str, Any]) -> Estimate:
    low, default, high = float(row["low"]), float(row["default"]), float(row["high"])
    if not 0 < low <= default <= high:
        raise ValueError(f"{low} ≤ {default} ≤ {high}")
    if not isinstance(row["consulted"], date):
        raise ValueError(f"consulted = {row['consulted']}")
    return Estimate(low, default, high, row["source"], row["consulted"], row["certainty"])


def _to_modality(row: dict[str, Any]) -> Modality:
    return Modality(row["code"], row["label"], float(row["hours"]), float(row["months"]), row["advice"])
