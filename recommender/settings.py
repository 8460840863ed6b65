"""Every setting: name, default, help. Read once from the environment by the entry points."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from recommender.errors import InvalidSetting

PREFIX = "CLAUSIER_"
REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGED_DATA = Path(__file__).resolve().parent / "_data"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``help`` is shown in the README; the environment name is ``CLAUSIER_`` + name."""

    name: str
    default: int | float | str
    help: str
    minimum: float | None = None
    maximum: float | None = None

    @property
    def environment_name(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + self.name.upper()


SETTINGS: tuple[Setting, ...] = (
    Setting("data_dir", "", "Dossier de la base et des modèles construits (par défaut : celui de l'utilisateur)"),
    Setting("database_url", "", "Base SQLAlchemy (par défaut : SQLite dans le dossier de données)"),
    Setting("corpus_dir", "", "Dossier de la bibliothèque (par défaut : celui du dépôt ou du paquet)"),
    Setting("models_dir", "", "Dossier des modèles livrés (par défaut : celui du dépôt ou du paquet)"),
    Setting(
        "encoder",
        "e5-small-fr40k",
        "Encodeur : e5-small-fr40k, hashing, ou tout modèle sentence-transformers",
    ),
    Setting("top_k", 10, "Nombre de suggestions par besoin", 1, 50),
    Setting("lexical_weight", 0.25, "Poids de la recherche lexicale dans la fusion (0 à 1)", 0, 1),
    Setting("max_upload_bytes", 40_000_000, "Taille maximale d'un fichier, en octets", 1_000, 1_000_000_000),
    Setting("max_pages", 600, "Nombre maximal de pages d'un document", 1, 10_000),
    Setting("max_ocr_pages", 40, "Nombre maximal de pages numérisées lues par tesseract (0 : aucune)", 0, 10_000),
    Setting("read_timeout_seconds", 90, "Temps maximal de lecture d'un document, en secondes", 1, 3_600),
    Setting("read_memory_bytes", 2_500_000_000, "Mémoire maximale de la lecture, en octets", 200_000_000),
    Setting("max_need_chars", 20_000, "Longueur maximale d'une description de besoin, en caractères", 100),
    Setting("draft_hours", 12.0, "Heures après lesquelles une consultation non enregistrée est effacée", 0.05, 8_760),
    Setting(
        "organisation",
        "",
        "Organisation dont les retours sur les suggestions sont gardés, sans texte (par défaut : rien n'est gardé)",
    ),
    Setting("host", "127.0.0.1", "Adresse d'écoute de `clausier serve`"),
    Setting("port", 8000, "Port d'écoute de `clausier serve`", 1, 65_535),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force; one attribute per row of ``SETTINGS``, paths resolved."""

    data_dir: Path
    database_url: str
    corpus_dir: Path
    models_dir: Path
    encoder: str
    top_k: int
    lexical_weight: float
    max_upload_bytes: int
    max_pages: int
    max_ocr_pages: int
    read_timeout_seconds: int
    read_memory_bytes: int
    max_need_chars: int
    draft_hours: float
    organisation: str
    host: str
    port: int


def load_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in force for this environment.

    Raises:
        InvalidSetting: a value is not of the type or within the range of its row.
    """
    values: dict[str, Any] = {
        setting.name: _parse(setting, environment.get(setting.environment_name, "")) for setting in SETTINGS
    }
    data_dir = Path(values["data_dir"]) if values["data_dir"] else default_data_dir()
    values["data_dir"] = data_dir
    values["database_url"] = values["database_url"] or f"sqlite:///{data_dir / 'clausier.db'}"
    values["organisation"] = values["organisation"].strip()
    values["corpus_dir"] = _data_folder("corpus", values["corpus_dir"])
    values["models_dir"] = _data_folder("models", values["models_dir"])
    return Settings(**values)


def default_data_dir() -> Path:
    """``.clausier`` in a checkout, so that two checkouts never share a database; else the user's data folder."""
    if (REPOSITORY / "pyproject.toml").is_file() and not PACKAGED_DATA.is_dir():
        return REPOSITORY / ".clausier"
    return user_data_path("clausier", appauthor=False)


def _data_folder(name: str, chosen: str) -> Path:
    # An installed wheel carries the data inside the package; a checkout has it beside the package.
    if chosen:
        return Path(chosen)
    packaged = PACKAGED_DATA / name
    return packaged if packaged.is_dir() else REPOSITORY / name


def _parse(setting: Setting, raw: str) -> int | float | str:
    if not raw:
        return setting.default
    if isinstance(setting.default, str):
        return raw
    try:
        value = type(setting.default)(raw)
    except ValueError:
        raise InvalidSetting(
            f"{setting.environment_name} vaut « {raw} », qui n'est pas un nombre.",
            f"Donnez un nombre ou retirez la variable ({setting.help}).",
        ) from None
    low = -math.inf if setting.minimum is None else setting.minimum
    high = math.inf if setting.maximum is None else setting.maximum
    # Said this way round, the comparison also refuses "nan".
    if not low <= value <= high:
        raise InvalidSetting(
            f"{setting.environment_name} vaut {value}, hors des bornes ({_format_bounds(setting)}).",
            f"Donnez une valeur dans ces bornes ({setting.help}).",
        )
    return value


def _format_bounds(setting: Setting) -> str:
    bounds = (("au moins", setting.minimum), ("au plus", setting.maximum))
    return ", ".join(f"{words} {bound:.12g}" for words, bound in bounds if bound is not None)
