"""The bytes of an RTF → its tokens: braces, control words, and bytes of text not yet decoded."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# One alternative for each first character: no position can match in two ways.
_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>[^a-zA-Z]))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)
# The charsets of fonts whose encoding differs from that of the document ([MS-WMF] CharacterSet).
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
_DOCUMENT_SETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_SYMBOL_CHARSET = 2
_SYMBOL_BASE = 0xF000
DEFAULT_CODEC = "cp1252"


class TokenKind(Enum):
    """What a token is."""

    OPEN = "{"
    CLOSE = "}"
    WORD = "word"
    SYMBOL = "symbol"
    HEX = "hex"
    TEXT = "text"


class Token(NamedTuple):
    """A token: ``word`` is the control word or symbol, ``number`` its argument, ``data`` bytes of text."""

    kind: TokenKind
    word: str = ""
    number: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token(TokenKind.OPEN), Token(TokenKind.CLOSE)


def read_tokens(content: bytes) -> Iterator[Token]:
    """The tokens of the file, the binary data of pictures left out."""
    place = 0
    while match := _TOKEN.search(content, place):
        place = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield Token(TokenKind.TEXT, data=match["text"])
        elif kind == "brace":
            yield _OPEN if match["brace"] == b"{" else _CLOSE
        elif kind == "hex":
            yield Token(TokenKind.HEX, data=bytes.fromhex(match["hex"].decode("ascii")))
        elif kind == "symbol":
            yield Token(TokenKind.SYMBOL, match["symbol"].decode("latin-1"))
        else:
            word = match["word"].decode("ascii")
            number = int(match["number"]) if match["number"] else None
            if word == "bin":
                place += max(number or 0, 0)
            else:
                yield Token(TokenKind.WORD, word, number)


def codec_of_page(word: str, number: int | None) -> str | None:
    """The codec that ``\\ansicpg``, ``\\mac``, ``\\pc`` or ``\\pca`` gives the document; ``None`` for another word."""
    if word != "ansicpg":
        return _DOCUMENT_SETS.get(word)
    codec = "utf-8" if number == 65001 else f"cp{number}"
    try:
        "".encode(codec)
    except LookupError:
        return DEFAULT_CODEC
    return codec


def decode_bytes(data: bytes, charset: int | None, document_codec: str) -> str:
    """The characters that the bytes are in a font of this charset; a font of signs has private characters."""
    if charset == _SYMBOL_CHARSET:
        return "".join(chr(_SYMBOL_BASE + byte) if byte > 32 else chr(byte) for byte in data)
    return data.decode(_CHARSETS.get(charset or 0, document_codec), "replace")
