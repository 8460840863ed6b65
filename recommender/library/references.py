"""Reads and checks the cross-walks and notes of the corpus."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from recommender.domain.library import Bundle, Indicator, Source
from recommender.domain.references import AdviceNote, Crosswalk, CrosswalkEntry, NoteSection
from recommender.domain.taxonomy import Taxonomy
from recommender.errors import InvalidCorpus
from recommender.library.files import Finding

# What a note may tell as law, and what is the authors' own advice.
CERTAINTIES = {"verified", "secondary", "proposal"}
# Frames whose codes the themes carry: every code of a theme must be an entry.
FRAMES_OF_THEMES = {"ocds": "ocds", "eforms": "eforms", "sdg": "sdg", "social_value": "social_value"}
Reference = TypeVar("Reference")


@dataclass(frozen=True)
class References:
    """All cross-walks by code and notes by id."""

    crosswalks: dict[str, Crosswalk]
    notes: dict[str, AdviceNote]

    def notes_for(self, families: Sequence[str]) -> list[AdviceNote]:
        """The notes to show with purchases of these families."""
        return [note for note in self.notes.values() if set(note.families) & set(families)]


def read_references(corpus_dir: Path) -> References:
    """The references of ``corpus_dir``/crosswalks and ``corpus_dir``/notes.

    Raises:
        InvalidCorpus: a file cannot be read or lacks a field.
    """
    return References(
        _read_folder(corpus_dir / "crosswalks", _to_crosswalk), _read_folder(corpus_dir / "notes", _to_note)
    )


def _read_folder(folder: Path, convert: Callable[[str, dict[str, Any]], Reference]) -> dict[str, Reference]:
    found = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = convert(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InvalidCorpus(
                f"La référence {folder.name}/{path.name} ne peut pas être lue ({error}).",
                "Corrigez le fichier, puis relancez `clausier corpus check`.",
            ) from error
    return found


def _to_crosswalk(code: str, data: dict[str, Any]) -> Crosswalk:
    entries = tuple(_to_entry(row) for row in data["entries"])
    return Crosswalk(code, data["title"], data["purpose"], _to_sources(data), entries)


def _to_entry(row: dict[str, Any]) -> CrosswalkEntry:
    indicators = tuple(Indicator(i["name"], i["unit"], i["frequency"]) for i in row["indicators"])
    texts = (row["code"], row["label"], row["description"])
    return CrosswalkEntry(*texts, tuple(row["themes"]), tuple(row["bundles"]), indicators)


def _to_note(note_id: str, data: dict[str, Any]) -> AdviceNote:
    sections = tuple(
        NoteSection(row["heading"], row["text"].strip(), tuple(row["legal_basis"]), row["certainty"])
        for row in data["sections"]
    )
    return AdviceNote(note_id, data["title"], data["question"], tuple(data["families"]), sections, _to_sources(data))


def _to_sources(data: dict[str, Any]) -> tuple[Source, ...]:
    return tuple(
        Source(row["title"], row["used_for"], row.get("url", ""), row.get("consulted")) for row in data["sources"]
    )


def find_reference_faults(references: References, bundles: Sequence[Bundle], taxonomy: Taxonomy) -> list[Finding]:
    """Themes, bundles, families and articles that the references name and that do not exist."""
    known = {bundle.id for bundle in bundles if bundle.status == "published"}
    findings = []
    for code, crosswalk in references.crosswalks.items():
        findings += [Finding(f"crosswalks/{code}", fault) for fault in _check_crosswalk(crosswalk, known, taxonomy)]
    for note_id, note in references.notes.items():
        findings += [Finding(f"notes/{note_id}", fault) for fault in _check_note(note, taxonomy)]
    return [*findings, *_check_codes_of_themes(references.crosswalks, taxonomy)]


def _check_crosswalk(crosswalk: Crosswalk, known: set[str], taxonomy: Taxonomy) -> Iterator[str]:
    codes = [entry.code for entry in crosswalk.entries]
    yield from (f"code répété : {code}" for code in sorted(set(codes)) if codes.count(code) > 1)
    for entry in crosswalk.entries:
        yield from (f"{entry.code} : thème inconnu {theme}" for theme in entry.themes if theme not in taxonomy.themes)
        yield from (f"{entry.code} : fiche absente ou non publiée {id_}" for id_ in entry.bundles if id_ not in known)


def _check_note(note: AdviceNote, taxonomy: Taxonomy) -> Iterator[str]:
    yield from (f"famille d'achat inconnue : {code}" for code in note.families if code not in taxonomy.families)
    for section in note.sections:
        if section.certainty not in CERTAINTIES:
            yield f"« {section.heading} » : certitude {section.certainty}, qui ne se montre pas comme du droit"
        yield from (f"article inconnu : {code}" for code in section.legal_basis if code not in taxonomy.articles)


def _check_codes_of_themes(crosswalks: Mapping[str, Crosswalk], taxonomy: Taxonomy) -> list[Finding]:
    findings = []
    for frame, attribute in FRAMES_OF_THEMES.items():
        if frame not in crosswalks:
            findings.append(Finding(f"crosswalks/{frame}", "correspondance absente"))
            continue
        codes = {entry.code for entry in crosswalks[frame].entries}
        for theme in taxonomy.themes.values():
            for code in getattr(theme, attribute):
                if str(code) not in codes:
                    findings.append(Finding("taxonomy/themes", f"{theme.code} : {frame} ne connaît pas {code}"))
    return findings
