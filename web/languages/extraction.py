"""Finds what is to be said in each language: extractors for Babel, named in ``babel.cfg``.

Used when the catalogue is made (``make messages``) and by the test that it is whole; no page needs them.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, cast

from babel.messages.extract import extract_python

# Line, function, what is said, comments: what Babel expects of an extractor.
Found = tuple[int, str | None, str | tuple[str, ...], list[str]]
# Keys of the files of the corpus whose values are labels.
_LABEL_KEYS = frozenset({"label", "title"})
_SENTENCE = re.compile(r"[A-ZÀ-Ý«{].*\s.*")
# What no reader is told: patterns, types, texts of several lines that are documents.
_FOREIGN_SIGNS = ("(?:", "\\", "[^", "[str", "\n", "Mapping[")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 3


def extract_labels(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[Found]:
    """Every text of a Python file of labels, the documentation of its objects left out."""
    yield from cast(Iterator[Found], extract_python(file, keywords, tags, options))
    yield from _find_texts(_read_again(file), is_kept=_is_label)


def extract_sentences(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[Found]:
    """What is said by gettext, and the sentences of a Python file; values in them become ``{0}``, ``{1}``…"""
    yield from cast(Iterator[Found], extract_python(file, keywords, tags, options))
    yield from _find_texts(_read_again(file), is_kept=_is_sentence)


def extract_toml(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[Found]:
    """The labels and titles of a file of the corpus."""
    yield from ((1, None, label, []) for label in _find_labels(tomllib.loads(file.read().decode())))


def _read_again(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def _find_texts(source: str, *, is_kept: Callable[[str], bool]) -> Iterator[Found]:
    tree = ast.parse(source)
    skipped = set(map(id, _documentation(tree)))
    for node in ast.walk(tree):
        if id(node) in skipped or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        text = _read_text(node)
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node)}
        if text and is_kept(text):
            yield node.lineno, None, text, []


def _documentation(tree: ast.AST) -> Iterator[ast.AST]:
    """Texts that nobody reads on a page: documentation, and what gettext already takes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and "gettext" in node.func.id:
            yield from ast.walk(node)
        if isinstance(node, ast.Dict):
            yield from (key for key in node.keys if key is not None)


def _read_text(node: ast.Constant | ast.JoinedStr) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    parts, place = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{place}}}")
            place += 1
    return "".join(parts)


def _is_label(text: str) -> bool:
    return bool(_WORD.search(text)) and not _is_foreign(text) and _is_telling(text)


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE.fullmatch(text)) and not _is_foreign(text) and _is_telling(text)


def _is_foreign(text: str) -> bool:
    return any(sign in text for sign in _FOREIGN_SIGNS)


def _is_telling(text: str) -> bool:
    """Whether the words around the values, where it has any, are enough to know the sentence by."""
    return "{" not in text or len(_WORD.findall(text)) >= _LEAST_WORDS


def _find_labels(data: Mapping[str, Any]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _find_labels(value)
        elif isinstance(value, list):
            yield from (label for one in value if isinstance(one, dict) for label in _find_labels(one))
        elif key in _LABEL_KEYS and isinstance(value, str):
            yield value
