"""The buyer's form: what was typed, kept as typed, and the request it makes."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from werkzeug.datastructures import FileStorage

from recommender.domain.needs import NeedRequest
from recommender.domain.text import drop_control_characters
from recommender.domain.vocabulary import BuyerCategory, ContractNature, LabourShare, Users
from recommender.errors import (
    ClausierError,
    CorruptDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    FileNotReadable,
    InvalidAmount,
    InvalidNeed,
    ReadingCrash,
    ReadingTimeout,
    ScannedDocument,
    UnknownCpv,
    UnknownFamily,
    UnsupportedMediaType,
)
from recommender.language.description import check_description
from recommender.language.need_facts import MAX_LOTS
from recommender.language.quantities import MAX_MONTHS, find_months
from web.amounts import read_amount
from web.problem_schema import FieldProblem

DEFAULT_LEVEL = "2"
LEVELS = ("1", "2", "3")
MAX_CPV_CODES = 20
_MAX_NAME_CHARS = 120
_FRENCH_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
PAGE_FIELDS: tuple[tuple[type[ClausierError], str], ...] = (
    (UnknownCpv, "cpv"),
    (UnknownFamily, "family"),
    (InvalidAmount, "amount"),
    (InvalidNeed, "text"),
    *(
        (kind, "document")
        for kind in (
            CorruptDocument, DocumentTooLarge, EmptyDocument, EncryptedDocument, FileNotReadable,
            ReadingCrash, ReadingTimeout, ScannedDocument, UnsupportedMediaType,
        )
    ),
)  # fmt: skip


class InvalidForm(InvalidNeed):
    """One or more fields cannot be used. ``errors`` has one message for each."""

    code = "invalid-form"
    title = "Demande à corriger"

    def __init__(self, errors: tuple[FieldProblem, ...]) -> None:
        super().__init__(
            "Un champ est à corriger." if len(errors) == 1 else f"{len(errors)} champs sont à corriger.",
            "Les précisions sont facultatives : un champ illisible peut être vidé.",
        )
        self.errors = errors


@dataclass(frozen=True, slots=True)
class NeedForm:
    """The fields of the form exactly as they were typed."""

    text: str = ""
    amount: str = ""
    months: str = ""
    launch_date: str = ""
    nature: str = ""
    cpv: str = ""
    family: str = ""
    lots: str = ""
    labour: str = ""
    users: str = ""
    buyer: str = BuyerCategory.LOCAL.value
    level: str = DEFAULT_LEVEL

    @classmethod
    def from_fields(cls, typed: Mapping[str, str]) -> "NeedForm":
        """The form from the fields of a request; absent ones have their defaults."""
        known = {field.name: typed.get(field.name, str(field.default)) for field in fields(cls)}
        return cls(**{name: drop_control_characters(value) for name, value in known.items()})

    @property
    def has_details(self) -> bool:
        """Whether one of the optional details was given."""
        return self != NeedForm(text=self.text)


@dataclass(frozen=True, slots=True)
class UploadedDraft:
    """A file as received."""

    name: str
    content: bytes


def parse_need_form(form: NeedForm, *, max_text_chars: int | None) -> tuple[NeedRequest, int]:
    """The request of a form, and its level.

    Args:
        form: what was typed.
        max_text_chars: the longest description; ``None`` where a draft comes with it and it may be empty.

    Raises:
        InvalidNeed: the description alone cannot be used.
        InvalidForm: one or more of the details cannot be read; says what is wrong with the description too.
    """
    text_error = None if max_text_chars is None else _find_text_error(form.text, max_text_chars)
    errors: list[FieldProblem] = []
    values: dict[str, Any] = {}
    for field, (attribute, reader, empty) in _READERS.items():
        typed = getattr(form, field).strip()
        try:
            values[attribute] = reader(typed) if typed else empty
        except ClausierError as error:
            errors.append(FieldProblem(field=field, message=error.problem))
    if errors and text_error:
        errors.insert(0, FieldProblem(field="text", message=text_error.problem))
    if errors:
        raise InvalidForm(tuple(errors))
    if text_error:
        raise text_error
    level = values.pop("level")
    return NeedRequest(text=form.text, **values), level


def read_drafts(uploads: Iterable[FileStorage], *, taken: Iterable[str] = ()) -> list[UploadedDraft]:
    """The files of a form, each under a name of its own beside those ``taken``; those of an empty field are none."""
    names = set(taken)
    drafts: list[UploadedDraft] = []
    for upload in uploads:
        if upload.filename:
            path = PurePosixPath(drop_control_characters(upload.filename).replace("\\", "/"))
            name = path.name[-_MAX_NAME_CHARS:] or "document"
            own = _own_name(name, names)
            names.add(own)
            drafts.append(UploadedDraft(own, upload.read()))
    return drafts


def _own_name(name: str, taken: Container[str]) -> str:
    """The name, numbered where another file has it: what is found is shown by the name of its file."""
    stem, dot, extension = name.rpartition(".")
    own, number = name, 2
    while own in taken:
        own = f"{stem} ({number}){dot}{extension}" if stem else f"{name} ({number})"
        number += 1
    return own


def _find_text_error(text: str, max_chars: int) -> InvalidNeed | None:
    if not text.strip():
        return InvalidNeed(
            "Vous n'avez ni décrit de besoin ni déposé de projet.",
            "Écrivez une phrase sur ce qui est acheté, ou choisissez un fichier.",
        )
    try:
        check_description(text, max_chars=max_chars)
    except InvalidNeed as error:
        return error
    return None


def read_months(typed: str) -> int:
    """The months typed, as a number or as words such as "4 ans".

    Raises:
        InvalidNeed: it cannot be read.
    """
    months = int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else find_months(typed)
    if months is None or not 0 < months <= MAX_MONTHS:
        raise InvalidNeed(
            f"La durée « {typed[:40]} » ne peut pas être lue.",
            f"Écrivez un nombre de mois de 1 à {MAX_MONTHS}, ou par exemple « 4 ans ».",
        )
    return months


def _read_date(typed: str) -> date:
    try:
        if _FRENCH_DATE.fullmatch(typed):
            return datetime.strptime(typed, "%d/%m/%Y").date()
        return date.fromisoformat(typed)
    except ValueError:
        raise InvalidNeed(
            f"La date de lancement « {typed[:40]} » n'existe pas ou ne peut pas être lue.",
            "Écrivez-la jour/mois/année, par exemple 16/11/2026.",
        ) from None


def _read_cpv(typed: str) -> tuple[str, ...]:
    codes = tuple(re.split(r"[\s,;]+", typed.strip(" ,;")))
    if len(codes) > MAX_CPV_CODES:
        raise UnknownCpv(f"Vous avez donné {len(codes)} codes CPV.", f"Gardez les {MAX_CPV_CODES} principaux.")
    return codes


def _read_lots(typed: str) -> int:
    lots = int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else 0
    if not 0 < lots <= MAX_LOTS:
        raise InvalidNeed(
            f"Le nombre de lots « {typed[:40]} » ne peut pas être lu.", f"Écrivez un nombre de 1 à {MAX_LOTS}."
        )
    return lots


def _read_labour(typed: str) -> LabourShare:
    return LabourShare(_check_choice(typed, tuple(LabourShare)))


def _read_users(typed: str) -> Users:
    return Users(_check_choice(typed, tuple(Users)))


def _read_nature(typed: str) -> ContractNature:
    return ContractNature(_check_choice(typed, tuple(ContractNature)))


def _read_buyer(typed: str) -> BuyerCategory:
    return BuyerCategory(_check_choice(typed, tuple(BuyerCategory)))


def _read_level(typed: str) -> int:
    return int(_check_choice(typed, LEVELS))


def _check_choice(typed: str, choices: tuple[str, ...]) -> str:
    if typed not in choices:
        raise InvalidNeed(f"« {typed[:40]} » n'est pas un choix proposé.", "Choisissez dans la liste.")
    return typed


# Field of the form → attribute of the request, reader, value when left empty.
_READERS: dict[str, tuple[str, Callable[[str], Any], Any]] = {
    "amount": ("amount_eur", read_amount, None),
    "months": ("duration_months", read_months, None),
    "launch_date": ("launch_date", _read_date, None),
    "nature": ("nature", _read_nature, None),
    "cpv": ("cpv", _read_cpv, ()),
    "family": ("family", str, None),
    "lots": ("lots", _read_lots, None),
    "labour": ("labour", _read_labour, None),
    "users": ("users", _read_users, None),
    "buyer": ("buyer", _read_buyer, BuyerCategory.LOCAL),
    "level": ("level", _read_level, int(DEFAULT_LEVEL)),
}
