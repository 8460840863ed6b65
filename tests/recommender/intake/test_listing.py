"""A file, a folder, a zip: the files in them."""

import zipfile
from pathlib import Path

import pytest

from recommender.errors import CorruptDocument, DocumentTooLarge, EmptyDocument, FileNotReadable
from recommender.intake.listing import GivenFile, list_given
from tests.builders import reading

MAX_BYTES = 1_000
LIMITS = reading.limits(max_upload_bytes=MAX_BYTES)


def _list(*paths: Path) -> list[GivenFile]:
    return list(list_given(paths, limits=LIMITS))


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_folder_gives_all_below_it_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "lot 1/a.txt", "lot 1/annexes/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    given = _list(tmp_path)
    assert [(file.path, file.name, file.read().decode()) for file in given] == [
        ("b.txt", "b.txt", "b.txt"),
        ("lot 1/a.txt", "a.txt", "lot 1/a.txt"),
        ("lot 1/annexes/c.txt", "c.txt", "lot 1/annexes/c.txt"),
    ]


def test_what_systems_leave_beside_documents_is_not_given(tmp_path: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "~$ccap.docx", "ccap.docx"):
        (tmp_path / name).write_text("x")
    assert [file.name for file in _list(tmp_path)] == ["ccap.docx"]


def test_zip_gives_its_members_as_a_folder_does(tmp_path: Path) -> None:
    archive = _zip(tmp_path / "dce.zip", {"lot 2/cctp.txt": b"deux", "ccap.txt": b"un", "__MACOSX/._ccap.txt": b"x"})
    with zipfile.ZipFile(archive) as opened:
        assert len(opened.namelist()) == 3
    read = []
    for file in list_given([archive], limits=LIMITS):
        read.append((file.path, file.read()))
    assert read == [("ccap.txt", b"un"), ("lot 2/cctp.txt", b"deux")]


def test_member_that_climbs_out_of_its_zip_is_only_a_name(tmp_path: Path) -> None:
    archive = _zip(tmp_path / "dce.zip", {"../../etc/passwd": b"x"})
    given = list_given([archive], limits=LIMITS)
    assert [file.name for file in given] == ["passwd"]
    assert not (tmp_path.parent.parent / "etc").exists()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("gros.txt", b"x" * (MAX_BYTES + 1), DocumentTooLarge),
        ("vide.txt", b"", EmptyDocument),
        ("lots.zip", b"PK", CorruptDocument),
    ],
)
def test_member_at_fault_says_why_and_the_next_is_read(
    tmp_path: Path, name: str, content: bytes, error: type[Exception]
) -> None:
    archive = _zip(tmp_path / "dce.zip", {name: content, "zzz.txt": b"bon"})
    given = list_given([archive], limits=LIMITS)
    with pytest.raises(error, match=name):
        next(given).read()
    assert next(given).read() == b"bon"


def test_damaged_zip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dce.zip"
    path.write_bytes(b"PK\x03\x04 rien")
    with pytest.raises(CorruptDocument, match=r"dce\.zip"):
        _list(path)


def test_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotReadable, match=r"parti\.pdf"):
        _list(tmp_path / "parti.pdf")[0].read()


def test_member_whose_bytes_are_damaged_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    archive = _zip(tmp_path / "dce.zip", {"a.txt": bytes(range(256)) * 3, "b.txt": b"bon"})
    content = archive.read_bytes()
    start = content.index(b"a.txt") + len(b"a.txt")
    archive.write_bytes(content[:start] + b"\xff" * 40 + content[start + 40 :])
    given = list_given([archive], limits=LIMITS)
    with pytest.raises(CorruptDocument, match=r"a\.txt"):
        next(given).read()
    assert next(given).read() == b"bon"


def test_size_is_told_with_the_name_as_it_is(tmp_path: Path) -> None:
    archive = _zip(tmp_path / "dce.zip", {"gros.ccap.txt": b"x" * 2_500_000})
    with pytest.raises(DocumentTooLarge, match=r"« gros\.ccap\.txt » fait 2,5 Mo"):
        next(list_given([archive], limits=LIMITS)).read()
