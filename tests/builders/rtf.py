"""Small real RTF files, written as word processors write them."""

HEAD = (
    r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\froman\fcharset204 Times;}"
    r"{\f2\ftech\fcharset2 Symbol;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Chapitre;}{\s2 Titre 2;}"
    r"{\s3\outlinelevel9 Corps;}}"
)


def make_rtf(body: str, *, head: str = HEAD) -> bytes:
    """A file of this body, in control words; characters that are not ASCII are written as their bytes in cp1252."""
    return b"{\\rtf1" + head.encode("ascii") + escape_bytes(body).encode("ascii") + b"}"


def escape_bytes(text: str, codec: str = "cp1252") -> str:
    """The text with its characters beyond ASCII as ``\\'xx``."""
    encoded = [character.encode(codec) for character in text]
    return "".join(one.decode() if one.isascii() else "".join(f"\\'{byte:02x}" for byte in one) for one in encoded)


def escape_unicode(text: str) -> str:
    """The text with braces and backslashes escaped and characters beyond ASCII as ``\\u``."""
    pieces = []
    for character in text:
        if character in "\\{}":
            pieces.append(f"\\{character}")
        elif character.isascii():
            pieces.append(character)
        else:
            units = character.encode("utf-16-le", "surrogatepass")
            codes = [int.from_bytes(units[place : place + 2], "little", signed=True) for place in (0, 2)]
            pieces += [f"\\u{code}?" for code in codes[: len(units) // 2]]
    return "".join(pieces)


def paragraph(text: str, words: str = "") -> str:
    """A paragraph that begins with these control words."""
    return f"{{\\pard\\plain{words} {text}\\par}}\n"


def row(*cells: str) -> str:
    """A row of a table."""
    edges = "".join(f"\\cellx{3000 * (place + 1)}" for place in range(len(cells)))
    return f"\\trowd{edges}\\pard\\intbl " + "".join(f"{cell}\\cell " for cell in cells) + "\\row\n"
