"""Labels made by reading → training documents: from a label folder, and from the excerpts of ``corpus/training``."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from recommender.domain.classifiers import Passage
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.errors import FileNotReadable, InvalidCorpus
from recommender.extraction.document_type import read_doc_type, read_passage_type
from recommender.extraction.headings import find_headings
from recommender.extraction.segments import split_segments
from recommender.training.meaning import Example, TrainingDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from recommender.domain.documents import SourceDocument
    from recommender.domain.extraction import Segment

_WORD = re.compile(r"\w+")
# A passage holds a provision with its first or its last words, one in eight aside; or it lies inside the provision.
ALLOWED_MISSES = 8
MIN_INSIDE = 0.85
MIN_INSIDE_WORDS = 6
# Written for learning: denser in provisions than real documents, so they count a little less.
EXCERPT_WEIGHT = 0.7
BINDING = {Obligation.MUST.value, Obligation.MAY.value}

_KINDS = "|".join(ProvisionKind)
_OBLIGATIONS = "|".join(Obligation)
_LABEL = re.compile(rf"^(?:- )?\[(?P<label>-|(?:{_KINDS}) (?:{_OBLIGATIONS}) [a-z_,]+)\]\s+(?P<text>.*)$")
_TITLE = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>\S.*)$")
_TITLE_NUMBER = re.compile(
    r"^(?:(?:article|chapitre|titre|partie|annexe)\s+)?(?:\d+(?:[.\-]\d+)*|[IVX]+|[A-Z])\s*[.):–-]?\s+(?:[:–-]\s+)?",
    re.IGNORECASE,
)


def labelled_documents(labels: Path) -> list[str]:
    """Names of the labelled documents, in the order of the file."""
    return [row["doc"] for row in read_rows(labels / "documents.jsonl")]


def read_provisions(labels: Path) -> dict[str, list[dict[str, Any]]]:
    """Labelled provisions by document, from a folder with ``provisions.jsonl``."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows(labels / "provisions.jsonl"):
        by_document.setdefault(row["doc"], []).append(row)
    return by_document


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, one a line.

    Raises:
        FileNotReadable: it cannot be opened, or a line of it is no JSON.
    """
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise FileNotReadable(
            f"Le fichier d'étiquettes « {path} » est absent ou n'est pas du JSON Lines.",
            "Donnez un dossier d'étiquettes, avec documents.jsonl et provisions.jsonl.",
        ) from error


def label_document(name: str, document: SourceDocument, provisions: Sequence[dict[str, Any]]) -> TrainingDocument:
    """Every segment of a document with its label; ``name`` is the document's in the label files."""
    segments = split_segments(document, find_headings(document))
    return label_segments(name, segments, provisions, doc_type=read_passage_type(document, read_doc_type(document)))


def label_segments(
    name: str, segments: Iterable[Segment], provisions: Sequence[dict[str, Any]], *, doc_type: str
) -> TrainingDocument:
    """Every segment of a labelled document, with the label of the provision it holds or lies in."""
    tokenised = [(row, LabelledText(row)) for row in provisions]
    examples = []
    for segment in segments:
        words = split_words(segment.text)
        rows = [
            (row, provision)
            for row, provision in tokenised
            if is_near(row, segment.page) and provision.is_found_in(words)
        ]
        examples.append(_to_example(segment.to_passage(doc_type), words, rows))
    return TrainingDocument(name, tuple(examples))


class LabelledText:
    """The words of a labelled provision, ready to be looked for."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.full = split_words(row.get("text") or row["anchor"])
        self.ends = [split_words(row["anchor"]), split_words(row.get("end_anchor") or "")]

    def is_found_in(self, words: Sequence[str]) -> bool:
        """Whether a passage of these words holds the provision, or is a piece of it."""
        if any(_contains(words, end) for end in self.ends):
            return True
        is_piece = MIN_INSIDE_WORDS <= len(words) <= len(self.full)
        return is_piece and _shared(words, self.full) >= MIN_INSIDE * len(words)


def _to_example(passage: Passage, words: Sequence[str], rows: Sequence[tuple[dict[str, Any], LabelledText]]) -> Example:
    if not rows:
        return Example(passage)
    row, _ = max(rows, key=lambda found: (found[0]["obligation"] in BINDING, _shared(words, found[1].full)))
    return Example(passage, ProvisionKind(row["kind"]), tuple(row["themes"]), binds=row["obligation"] in BINDING)


def is_near(row: dict[str, Any], page: int) -> bool:
    """Whether a page is that of a label or next to it; where a format has no pages, any place is near."""
    return not row.get("page") or not page or abs(row["page"] - page) <= 1


def split_words(text: str) -> list[str]:
    """Folded words, as passages and labels are compared."""
    return _WORD.findall(fold_accents(text))


def _shared(left: Sequence[str], right: Sequence[str]) -> int:
    return sum((Counter(left) & Counter(right)).values())


def _contains(words: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    if size == 0 or len(words) < size:
        return False
    allowed = size // ALLOWED_MISSES
    return any(
        sum(a != b for a, b in zip(words[start : start + size], wanted, strict=True)) <= allowed
        for start in range(len(words) - size + 1)
        if allowed or words[start] == wanted[0]
    )


def read_training_excerpts(folder: Path) -> list[TrainingDocument]:
    """The labelled excerpts of ``corpus/training``: one Markdown file a document.

    Raises:
        InvalidCorpus: a line has no label, or an unknown one.
    """
    return [
        TrainingDocument(f"training/{path.name}", tuple(_read_excerpt(path)), EXCERPT_WEIGHT)
        for path in sorted(folder.glob("*.md"))
        if path.name != "README.md"
    ]


def _read_excerpt(path: Path) -> Iterator[Example]:
    titles: list[tuple[int, str]] = []
    label, lines = "", list[str]()
    doc_type, body = _read_file(path)
    for number, line in enumerate(body, start=1):
        title, labelled = _TITLE.match(line), _LABEL.match(line)
        if lines and (title or labelled or not line.strip()):
            yield _read_example(label, lines, titles, doc_type)
            lines = []
        if title:
            level = len(title["marks"])
            titles = [*((depth, text) for depth, text in titles if depth < level), (level, _bare(title["title"]))]
        elif labelled:
            label, lines = labelled["label"], [labelled["text"]]
        elif line.strip() and lines:
            lines.append(line.removeprefix("- ").strip())
        elif line.strip():
            raise InvalidCorpus(
                f"{path.name}, ligne {number} du corps : « {line[:60]} » n'a pas d'étiquette connue.",
                "Écrivez devant le texte [-] ou [nature obligation thèmes], par exemple [penalty must waste].",
            )
    if lines:
        yield _read_example(label, lines, titles, doc_type)


def _read_file(path: Path) -> tuple[str, list[str]]:
    """The type of the document, from the lines between the two "---", and the lines after them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    end = lines.index("---", 1) if "---" in lines[1:] else 0
    fields = dict(line.split(": ", 1) for line in lines[1:end] if ": " in line)
    return fields.get("type", ""), lines[end + 1 :] if end else lines


def _bare(title: str) -> str:
    return _TITLE_NUMBER.sub("", title, count=1) or title


def _read_example(label: str, lines: Sequence[str], titles: Sequence[tuple[int, str]], doc_type: str) -> Example:
    passage = Passage("\n".join(lines), tuple(title for _, title in titles), doc_type)
    if label == "-":
        return Example(passage)
    kind, obligation, themes = label.split(" ")
    return Example(passage, ProvisionKind(kind), tuple(themes.split(",")), binds=obligation in BINDING)
