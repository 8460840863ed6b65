"""DOC: read by way of LibreOffice or antiword; what goes wrong in them is told in French."""

import shutil
import sys
from pathlib import Path

import pytest

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.errors import CorruptDocument, EmptyDocument, ReadingTimeout, UnsupportedMediaType
from recommender.reading.doc import read_doc
from recommender.reading.sniffing import MediaType
from tests.builders.office import make_docx, make_fib, make_ole
from tests.builders.reading import LIMITS, find, limits, read, texts
from tests.builders.word import DOC, install

TITLES = ["Objet du marché", "Clause sociale d’insertion"]
ROWS = (("Critère", "Pondération"), ("Prix", "60 %"), ("Performance environnementale", "40 %"))
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
needs_antiword = pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="no POSIX shell")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found, but for those of the system."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cat", "sleep"):
        (folder / name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def antiword_only(request: pytest.FixtureRequest) -> None:
    """antiword without LibreOffice."""
    antiword = shutil.which("antiword") or ""
    (request.getfixturevalue("programs") / "antiword").symlink_to(antiword)


def assert_read_whole(document: SourceDocument) -> None:
    assert (document.media_type, document.page_count, len(document.sha256)) == (MediaType.DOC.value, 0, 64)
    assert [block.text for block in document.blocks if block.heading_level == 1] == TITLES
    assert find(document, "Le titulaire réserve").text.endswith("chaque trimestre à l’acheteur :")
    assert texts(document, BlockRole.LIST_ITEM) == [
        "le nombre d’heures réalisées ;",
        "les attestations des structures d’insertion.",
    ]
    assert [table.rows for table in document.tables] == [ROWS]
    assert texts(document, BlockRole.TABLE_ROW) == [" | ".join(row) for row in ROWS]


@needs_office
def test_libreoffice_reads_titles_numbers_items_tables_and_notes() -> None:
    document = read(DOC)
    assert_read_whole(document)
    assert [block.number for block in document.blocks if block.role is BlockRole.LIST_ITEM] == ["a", "b"]
    assert texts(document)[-2:] == ["Les frais de déplacement sont compris.", "Voir l’annexe financière."]


@needs_antiword
@pytest.mark.usefixtures("antiword_only")
def test_antiword_reads_titles_items_and_tables() -> None:
    document = read(DOC)
    assert_read_whole(document)
    assert texts(document)[-1] == "Les frais de déplacement sont compris."


@needs_antiword
@pytest.mark.usefixtures("antiword_only")
@pytest.mark.parametrize(
    "content", [DOC[:5_000], make_ole("WordDocument", content=make_fib()), DOC[:512] + bytes(len(DOC) - 512)]
)
def test_damaged_document_is_corrupt(content: bytes) -> None:
    with pytest.raises(CorruptDocument, match=r"document Word \(\.doc\) endommagé"):
        read_doc(content, name="ccap.doc", limits=LIMITS)


@pytest.mark.usefixtures("programs")
def test_without_a_program_both_packages_are_named() -> None:
    with pytest.raises(UnsupportedMediaType, match="libreoffice-writer.*antiword") as raised:
        read(DOC, name="ccap.doc")
    assert "« ccap.doc » est un document Word d'ancien format (.doc)" in raised.value.problem


@needs_shell
def test_antiword_stands_in_for_a_libreoffice_that_fails(programs: Path) -> None:
    install(programs, "soffice", "echo 'no export filter' >&2")
    install(programs, "antiword", "echo '<book><chapter><title>Objet</title></chapter></book>'")
    document = read(DOC)
    assert [(block.text, block.heading_level) for block in document.blocks] == [("Objet", 1)]


@needs_shell
def test_libreoffice_alone_that_fails_makes_the_document_corrupt(programs: Path) -> None:
    install(programs, "libreoffice", "exit 77")
    with pytest.raises(CorruptDocument):
        read(DOC)


@needs_shell
def test_conversion_without_end_is_a_timeout(programs: Path) -> None:
    install(programs, "soffice", "sleep 60")
    with pytest.raises(ReadingTimeout, match=r"« ccap\.doc » par LibreOffice a dépassé 0\.7 secondes"):
        read_doc(DOC, name="ccap.doc", limits=limits(read_timeout_seconds=1))


@needs_shell
def test_libreoffice_is_started_without_macros_and_without_network(programs: Path) -> None:
    profile = "profil/user/registrymodifications.xcu"
    # The stand-in converts to its own settings, which the reader then refuses as no DOCX.
    install(
        programs,
        "soffice",
        f"cat {profile} >> entree.docx; cat entree.docx > '{programs}/seen'; echo \"$@\" >> '{programs}/seen'",
    )
    with pytest.raises(CorruptDocument):
        read(DOC)
    seen = (programs / "seen").read_text(encoding="utf-8")
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true</value>' in seen
    assert '"ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value>' in seen
    assert "--headless" in seen


@needs_shell
def test_converted_document_keeps_the_hash_and_type_of_the_original(programs: Path) -> None:
    (programs / "converti.docx").write_bytes(make_docx("Objet"))
    install(programs, "soffice", f"cat '{programs}/converti.docx' > entree.docx")
    document, again = read(DOC), read(make_ole("WordDocument"))
    assert (texts(document), document.media_type) == (["Objet"], MediaType.DOC.value)
    assert document.sha256 != again.sha256


@needs_shell
def test_document_without_text_is_empty(programs: Path) -> None:
    install(programs, "antiword", "echo '<book><chapter><para> </para></chapter></book>'")
    with pytest.raises(EmptyDocument):
        read(DOC)
