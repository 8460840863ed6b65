"""Reads the taxonomies of the corpus: themes and their expressions, purchase families, CPV codes, articles of law."""

import csv
import tomllib
from pathlib import Path
from typing import Any

from recommender.domain.library import PurchaseFamily, Theme
from recommender.domain.taxonomy import LawArticle, Taxonomy
from recommender.domain.vocabulary import ContractNature, ThemeFamily
from recommender.errors import InvalidCorpus
from recommender.language.lexicon import ThemeExpressions, ThemeLexicon


def read_taxonomy(corpus_dir: Path) -> Taxonomy:
    """All taxonomies under ``corpus_dir``.

    Raises:
        InvalidCorpus: a file is missing, cannot be parsed, or holds a row of another shape.
    """
    themes = _read_toml(corpus_dir / "taxonomy" / "themes.toml")
    families = _read_toml(corpus_dir / "taxonomy" / "families.toml")
    articles = _read_toml(corpus_dir / "law" / "articles.toml")
    try:
        return Taxonomy(
            themes={code: _to_theme(code, row) for code, row in themes.items()},
            families={code: _to_family(code, row) for code, row in families.items()},
            cpv_labels=_read_cpv_labels(corpus_dir / "cpv" / "cpv-fr.csv"),
            articles={code: LawArticle(id=code, **row) for code, row in articles.items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidCorpus(
            f"Une ligne des taxonomies a un champ absent, en trop ou inconnu ({error}).",
            "Corrigez corpus/taxonomy, corpus/law ou corpus/cpv, puis relancez `clausier corpus check`.",
        ) from error


def read_lexicon(corpus_dir: Path) -> ThemeLexicon:
    """The expressions that speak of each theme.

    Raises:
        InvalidCorpus: the file is missing, cannot be parsed, or names a theme that is none.
    """
    rows = _read_toml(corpus_dir / "taxonomy" / "lexicon.toml")
    unknown = rows.keys() - _read_toml(corpus_dir / "taxonomy" / "themes.toml").keys() - {"masked"}
    try:
        if unknown:
            raise ValueError(", ".join(sorted(unknown)))
        themes = {code: _to_expressions(row) for code, row in rows.items() if code != "masked"}
        return ThemeLexicon(themes, tuple(rows["masked"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidCorpus(
            f"Le lexique des thèmes a un champ absent ou un thème inconnu ({error}).",
            "Corrigez corpus/taxonomy/lexicon.toml, puis relancez `clausier corpus check`.",
        ) from error


def _to_expressions(row: dict[str, Any]) -> ThemeExpressions:
    return ThemeExpressions(tuple(row["strong"]), tuple(row["weak"]))


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidCorpus(
            f"Le fichier {path.name} de la bibliothèque ne peut pas être lu ({error}).",
            "Rétablissez-le depuis une version saine, puis relancez `clausier corpus check`.",
        ) from error


def _to_theme(code: str, row: dict[str, Any]) -> Theme:
    return Theme(
        code,
        row["label"],
        ThemeFamily(row["family"]),
        tuple(row["eforms"]),
        tuple(row.get("ocds", ())),
        tuple(row.get("sdg", ())),
        tuple(row.get("social_value", ())),
    )


def _to_family(code: str, row: dict[str, Any]) -> PurchaseFamily:
    return PurchaseFamily(
        code=code,
        label=row["label"],
        nature=ContractNature(row["nature"]),
        cpv=tuple(row["cpv"]),
        terms=tuple(row["terms"]),
        stakes=dict(row["stakes"]),
        restraint=bool(row.get("restraint", False)),
        group=row.get("group", ""),
    )


def _read_cpv_labels(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {row["code"]: row["libelle_fr"] for row in csv.DictReader(stream)}
    except OSError as error:
        raise InvalidCorpus(
            f"La liste des codes CPV ne peut pas être lue ({error}).",
            "Rétablissez le fichier corpus/cpv/cpv-fr.csv.",
        ) from error
