"""The catalogue of a language: ``messages.po``, which people write, and ``messages.mo``, which is made from it.

``make messages`` makes the second here: Babel's own command refuses French percentages (« 5 % des »), which it takes
for formats.
"""

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[1] / "translations"
# The place of a value in a sentence whose words are known only once it is written.
PLACE = re.compile(r"\{(\d)\}")


def find_catalogue(language: str) -> Path:
    """The file that people write."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(language: str) -> Catalog:
    """What the language says, by what French says."""
    with find_catalogue(language).open("rb") as file:
        return read_po(file, locale=language)


def compile_catalogue(language: str) -> bytes:
    """The content of the file that the pages read."""
    content = io.BytesIO()
    write_mo(content, read_catalogue(language))
    return content.getvalue()


def compile_catalogues() -> None:
    """Make the files that the pages read, for every language."""
    for path in FOLDER.glob("*/LC_MESSAGES/messages.po"):
        path.with_suffix(".mo").write_bytes(compile_catalogue(path.parts[-3]))


def list_patterns(language: str) -> tuple[str, ...]:
    """The sentences with values, in French, those of the most words first: they tell the most."""
    sources = [one.id for one in read_catalogue(language) if isinstance(one.id, str) and PLACE.search(one.id)]
    return tuple(sorted(sources, key=_count_letters, reverse=True))


def _count_letters(source: str) -> int:
    return len(PLACE.sub("", source))
