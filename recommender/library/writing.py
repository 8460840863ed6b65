"""Writes a bundle as the text of its file, in the one form the files of ``corpus/clauses`` have."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from recommender.library.schema import BundleFile

# What the buyer reads first comes first; the schema groups fields by whether they may be absent instead.
PROVISION_ORDER = (
    "level",
    "kind",
    "place",
    "heading",
    "text",
    "sub_criteria",
    "weight_percent_min",
    "weight_percent_max",
    "scoring",
    "tenderer_supplies",
    "proof",
    "control",
    "penalty",
    "legal_basis",
)
_ROWS = ("links", "sources", "variables", "provisions", "indicators")


def write_bundle_toml(row: BundleFile) -> str:
    """The text of the file of ``row``, ending with a line feed.

    Fields that hold nothing or their default are left out. Whole numbers have no decimals and line ends are line
    feeds, so that a text typed in a browser reads the same as one typed in a file.
    """
    values = row.model_dump(exclude_defaults=True)
    document = tomlkit.document()
    for name, value in values.items():
        if name not in _ROWS:
            document.add(name, _sentences(value) if name == "cautions" else _item(value))
    for name in _ROWS:
        if name in values:
            document.add(name, _tables(values[name], PROVISION_ORDER if name == "provisions" else ()))
    return tomlkit.dumps(document)


def _tables(rows: Iterable[Mapping[str, Any]], order: tuple[str, ...]) -> AoT:
    tables = tomlkit.aot()
    for row in rows:
        tables.append(_table(row, order or tuple(row)))
    return tables


def _table(row: Mapping[str, Any], order: tuple[str, ...]) -> Table:
    table = tomlkit.table()
    for name in order:
        if name in row:
            table.add(name, _paragraphs(row[name]) if name == "text" else _item(row[name]))
    return table


def _item(value: Any) -> Item:
    match value:
        case list():
            array = tomlkit.array()
            for element in value:
                array.append(_item(element))
            return array
        case dict():
            return _inline_table(value)
        case str():
            return tomlkit.string(_with_line_feeds(value))
        case float() if value.is_integer():
            return tomlkit.integer(int(value))
        case int() | float() | date():
            return tomlkit.item(value)
        case _:
            raise TypeError(type(value))


def _sentences(values: Iterable[str]) -> Array:
    """Sentences one a line: a change to one of them is then a change to one line of the file."""
    array = tomlkit.array()
    for value in values:
        array.add_line(_item(value), indent="  ")
    array.add_line(indent="")
    return array


def _paragraphs(text: str) -> Item:
    """Paragraphs between delimiters that stand on their own lines."""
    escaped = tomlkit.string(f"{_with_line_feeds(text)}\n", multiline=True).as_string()
    # A value given with the leading line feed would be taken to hold it, and be written with two.
    return tomlkit.value(escaped.replace('"""', '"""\n', 1))


def _inline_table(values: Mapping[str, Any]) -> Item:
    # tomlkit writes a new inline table without spaces inside its braces, but keeps those of a table it has read.
    blank = ", ".join(f"{name} = 0" for name in values)
    table = cast(InlineTable, tomlkit.value(f"{{ {blank} }}"))
    for name, value in values.items():
        table[name] = _item(value)
    return table


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
