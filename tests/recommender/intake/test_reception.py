"""Files in: each content once, with its provenance."""

import errno
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from recommender.errors import InvalidProvenance
from recommender.intake.files import IntakeFiles
from recommender.intake.listing import GivenFile, list_given
from recommender.intake.opening import Intake
from recommender.intake.provenance import make_provenance, read_provenance_table
from tests.builders.intake import PROVENANCE, open_intake_in
from tests.builders.reading import LIMITS

HEADER = "fichier;acheteur;annee;procedure;source;licence\n"


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return open_intake_in(tmp_path)


def _given(**contents: bytes) -> list[GivenFile]:
    return [GivenFile(f"{name}.txt", lambda content=content: content) for name, content in contents.items()]


def test_same_content_under_two_names_is_received_once(intake: Intake) -> None:
    reception = intake.reception().receive(_given(a=b"un", b=b"un", c=b"deux"), default=PROVENANCE, table={})
    assert (reception.received, reception.known, reception.refused) == (("a.txt", "c.txt"), ("b.txt",), ())
    assert len(intake.files.list_names()) == 2


def test_giving_the_same_files_again_changes_nothing(intake: Intake) -> None:
    desk = intake.reception()
    desk.receive(_given(a=b"un"), default=PROVENANCE, table={})
    before = intake.store.list_documents()
    other = replace(PROVENANCE, buyer="Autre")
    assert desk.receive(_given(a=b"un"), default=other, table={}).known == ("a.txt",)
    assert intake.store.list_documents() == before


def test_file_without_provenance_is_refused_and_the_others_received(intake: Intake) -> None:
    reception = intake.reception().receive(_given(a=b"un", b=b"deux"), default=None, table={"b.txt": PROVENANCE})
    assert reception.received == ("b.txt",)
    assert [(one.path, type(one.error)) for one in reception.refused] == [("a.txt", InvalidProvenance)]
    assert len(intake.files.list_names()) == 1


def test_table_wins_over_what_is_said_for_all(intake: Intake) -> None:
    own = replace(PROVENANCE, buyer="Métropole de Lyon")
    intake.reception().receive(_given(a=b"un", b=b"deux"), default=PROVENANCE, table={"b.txt": own})
    assert [one.received.provenance for one in intake.store.list_documents()] == [PROVENANCE, own]


def test_contents_are_private_and_come_back_whole(intake: Intake, tmp_path: Path) -> None:
    (tmp_path / "ccap.pdf").write_bytes(bytes(range(256)) * 50)
    intake.reception().receive(list_given([tmp_path / "ccap.pdf"], limits=LIMITS), default=PROVENANCE, table={})
    (name,) = intake.files.list_names()
    assert intake.files.read(name) == (tmp_path / "ccap.pdf").read_bytes()
    assert (tmp_path / "files" / name[:2] / name).stat().st_mode & 0o077 == 0


def test_full_disk_leaves_neither_half_a_file_nor_a_row(
    intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("recommender.private_files.os.fsync", refuse)
    with pytest.raises(OSError, match="space"):
        intake.reception().receive(_given(a=b"un"), default=PROVENANCE, table={})
    assert intake.store.list_documents() == []
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_only_old_leftovers_are_swept(tmp_path: Path) -> None:
    import os

    files = IntakeFiles(tmp_path)
    files.keep(b"un")
    (folder,) = tmp_path.iterdir()
    for name, age in (("old.unfinished", 100_000), ("new.unfinished", 0)):
        (folder / name).write_bytes(b"x")
        stat = (folder / name).stat()
        os.utime(folder / name, (stat.st_atime, stat.st_mtime - age))
    assert files.sweep() == 1
    assert not (folder / "old.unfinished").exists()
    assert (folder / "new.unfinished").exists()
    assert len(files.list_names()) == 1


def test_provenance_names_all_that_is_missing() -> None:
    with pytest.raises(InvalidProvenance, match="l'année, la licence"):
        make_provenance({"buyer": "Lille", "procedure": "25-1", "source": "profil", "year": " "})


@pytest.mark.parametrize("year", ["25", "deux mille", "1889", "20255", "²⁰²⁵"])
def test_year_that_is_none_is_refused(year: str) -> None:
    with pytest.raises(InvalidProvenance, match="année"):
        make_provenance(asdict(PROVENANCE) | {"year": year})


@pytest.mark.parametrize("separator", [";", ","])
def test_table_is_read_with_either_separator(separator: str) -> None:
    text = HEADER + "lot 1\\ccap.pdf;Ville de Lille;2025;25-014 nettoyage;profil d'acheteur;etalab-2.0\n"
    table = read_provenance_table(b"\xef\xbb\xbf" + text.replace(";", separator).encode(), name="table.csv")
    assert table == {"lot 1/ccap.pdf": PROVENANCE}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"fichier;acheteur\na;b\n", "annee, procedure, source, licence"),
        ((HEADER + "a.pdf;Lille;2025;x;;y\n").encode(), "ligne 2 .* la source"),
        ("fichier;é\n".encode("latin-1"), "UTF-8"),
        (b"", "fichier, acheteur"),
    ],
)
def test_faulty_table_says_where(content: bytes, said: str) -> None:
    with pytest.raises(InvalidProvenance, match=said):
        read_provenance_table(content, name="table.csv")
