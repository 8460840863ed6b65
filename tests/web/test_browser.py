"""The desk in a real browser: from a file to a Word file, keyboard only, without JavaScript, on narrow screens."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.builders.desk import DRAFT
from tests.builders.pdfs import lines, make_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, Page

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# What may stand between the top of a page and what is looked for on it, with room to spare.
MAX_TABS = 80
# 640: a laptop at 200 %; 2560: a wide screen.
WIDTHS = (320, 360, 640, 1280, 2560)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"Chromium absent ({CHROMIUM})"),
]


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """Where the application is served for this module."""
    with _served(app) as address:
        yield address


@contextmanager
def _served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One Chromium for the module."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright absent")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A new window of a desk screen."""
    window = browser.new_page(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    yield window
    window.close()


def _focus_by_keyboard(page: "Page", selector: str) -> None:
    """Press Tab until an element that fits has the focus."""
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"« {selector} » n'est pas atteint au clavier")


def _violations(page: "Page") -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe absent").Axe()
    found = axe.run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


def _unfold(page: "Page") -> None:
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")


def _whole(page: "Page") -> None:
    """What is there may be read before the stylesheet is: nothing is measured until the page is whole."""
    page.wait_for_load_state("load")


def _ask(page: "Page", address: str, need: str) -> str:
    """Describe a need; the address of the consultation."""
    page.goto(address)
    page.fill("#text", need)
    page.click(".need button[type=submit]")
    page.wait_for_selector(".duties")
    _whole(page)
    return page.url


def _upload(page: "Page", address: str, *files: Path) -> str:
    """Drop files; the address of the consultation, once read."""
    page.goto(address)
    page.set_input_files("#document", files)
    page.click(".need button[type=submit]")
    for _ in range(600):
        if page.locator("#couverture").count():
            break
        # Without a script, the page is asked for again by hand.
        if page.locator("noscript a").count():
            page.locator("noscript a").first.click()
        page.wait_for_timeout(200)
    page.wait_for_selector("#couverture")
    _whole(page)
    return page.url


def _read_word(download: "Download") -> str:
    document = docx.Document(str(download.path()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return _plain("\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def _plain(text: str) -> str:
    """The text with ordinary spaces: pages have those of French typography."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A contract of twelve pages."""
    filling = [lines(f"Article {number} - Dispositions diverses", "Sans objet.") for number in range(4, 14)]
    path = tmp_path / "ccap.pdf"
    path.write_bytes(make_pdf(lines(*DRAFT[:5]), *filling, lines(*DRAFT[5:])))
    return path


@pytest.fixture(scope="module")
def real_draft(shared_documents: Path) -> Path:
    """A real contract of 71 pages."""
    return shared_documents / "realdocs" / "tenders" / "dinum-produit-ccap.pdf"


def _take_three_and_edit(page: "Page") -> tuple[list[str], str]:
    """Take the first three suggestions and change a value of one; their titles, and the value."""
    titles = []
    for index in range(3):
        card = page.locator(".suggestion").nth(index)
        titles.append(re.sub(r"^\d+\s+", "", _plain(card.locator("h3").inner_text())))
        card.locator(".keep button").click()
        page.wait_for_selector(f".tabs .count:text('{index + 1}')")
    card = page.locator(".suggestion.taken", has=page.locator("input[inputmode=decimal]")).first
    id_ = card.get_attribute("id")
    card.locator(".texts > summary").click()
    card.locator("input[inputmode=decimal]").first.fill("437,5")
    card.locator(".values button").click()
    page.wait_for_selector(f"#{id_} mark:text('437,5')", state="attached")
    return titles, "437,5"


@pytest.mark.parametrize("has_script", [True, False])
def test_a_draft_becomes_a_word_file(browser: "Browser", address: str, draft: Path, has_script: bool) -> None:
    context = browser.new_context(java_script_enabled=has_script, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    start = _upload(page, address, draft)
    assert page.locator(".duty-missing, .duty-weak").count() >= 1
    page.goto(f"{start}/suggestions")
    titles, value = _take_three_and_edit(page)
    page.goto(f"{start}/panier")
    with page.expect_download() as download:
        page.click("text=Télécharger le document Word")
    words = _read_word(download.value)
    assert value in words
    assert [title for title in titles if title not in words] == []
    context.close()


@pytest.mark.shared_documents
def test_a_real_contract_of_71_pages_is_followed_page_by_page(page: "Page", address: str, real_draft: Path) -> None:
    page.goto(address)
    page.set_input_files("#document", real_draft)
    page.click(".need button[type=submit]")
    page.wait_for_selector("text=/page \\d+ sur 71/")
    page.wait_for_selector("#couverture", timeout=120_000)
    page.locator(".proof").first.click()
    page.wait_for_selector("figure")
    assert page.locator("figure").count() == 71
    anchor = page.url.rpartition("#")[2]
    page.wait_for_timeout(1_000)
    top = page.evaluate("(id) => document.getElementById(id).getBoundingClientRect().top", anchor)
    assert -50 < top < 800


def test_the_way_is_done_by_keyboard_alone(page: "Page", address: str, need: str) -> None:
    page.goto(address)
    _focus_by_keyboard(page, "#text")
    page.keyboard.type(need)
    _focus_by_keyboard(page, ".need button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".duties")
    _focus_by_keyboard(page, ".tabs a[href$='/suggestions']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".suggestion")
    _focus_by_keyboard(page, ".suggestion .keep button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".suggestion.taken")
    # The hand stays where it was.
    assert page.evaluate("document.activeElement.closest('.suggestion')?.classList.contains('taken')")
    page.evaluate("document.getElementById('contenu').focus()")
    _focus_by_keyboard(page, ".tabs a[href$='/panier']")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Fiches retenues")
    _focus_by_keyboard(page, "a[href$='.docx']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


PAGES = (
    "", "/documents/0", "/documents/0?vue=texte", "/suggestions", "/panier", "/exception", "/ponderation", "/suivi",
    "/insertion?montant=2000000&mois=24",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_has_an_accessibility_violation(page: "Page", address: str, draft: Path, language: str) -> None:
    _speak(page, address, language)
    found = []
    for path in ("/", "/confidentialite", "/erreurs"):
        page.goto(address + path)
        _unfold(page)
        found += [(path, one) for one in _violations(page)]
    start = _upload(page, address, draft)
    for path in PAGES:
        page.goto(start + path)
        _whole(page)
        _unfold(page)
        found += [(path, one) for one in _violations(page)]
    page.goto(f"{start}/suggestions")
    page.locator(".suggestion .keep button").first.click()
    page.wait_for_selector(".suggestion.taken")
    compare = page.locator("a[href$=niveaux]").first.get_attribute("href")
    page.goto(f"{start}/suivi")
    page.locator("input[name=valeur]:visible").first.fill("42")
    page.locator(".reading button").first.click()
    page.wait_for_selector("table")
    page.goto(f"{start}#conservation")
    page.click(".keeping button[name=garder]")
    for path in (
        f"{start}/panier", f"{start}/suivi", start, address + str(compare), f"{address}/consultations/statistiques"
    ):  # fmt: skip
        page.goto(path)
        _whole(page)
        found += [(path, one) for one in _violations(page)]
    assert found == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_errors_have_no_accessibility_violation_and_take_the_focus(
    page: "Page", address: str, tmp_path: Path, language: str
) -> None:
    _speak(page, address, language)
    page.goto(address)
    page.click(".need button[type=submit]")
    # The script that moves the focus runs once the page is parsed, a moment after the box is there.
    page.wait_for_selector("#probleme:focus")
    _whole(page)
    assert _violations(page) == []
    broken = tmp_path / "coupe.pdf"
    broken.write_bytes(b"%PDF-1.7\nrien")
    page.set_input_files("#document", broken)
    page.click(".need button[type=submit]")
    page.wait_for_selector("form.panel input[name=sans]", state="attached")
    _whole(page)
    assert _violations(page) == []


def _speak(page: "Page", address: str, language: str) -> None:
    page.goto(address)
    if language != "fr":
        page.click(f".languages button[value={language}]")
        page.wait_for_selector(f"html[lang={language}]")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(page: "Page", address: str, draft: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address)
    page.click(".more > summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    start = _upload(page, address, draft)
    for path in PAGES:
        page.goto(start + path)
        _whole(page)
        _unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_sliders_move_the_hours_by_keyboard(page: "Page", address: str, draft: Path) -> None:
    start = _upload(page, address, draft)
    page.goto(f"{start}/insertion?montant=2000000&mois=24")
    before = page.locator("#resultat").inner_text()
    page.focus("#effort")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**effort=5.5&**")
    assert page.locator("#effort-valeur").inner_text().startswith("5,5")
    assert page.locator("#resultat").inner_text() != before
    assert page.evaluate("document.activeElement.id") == "effort"


def test_policy_of_the_pages_blocks_nothing_of_ours(page: "Page", address: str, draft: Path) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    start = _upload(page, address, draft)
    for path in PAGES:
        page.goto(start + path)
        page.wait_for_load_state("networkidle")
    page.goto(f"{start}/suggestions")
    page.locator(".suggestion .keep button").first.click()
    page.wait_for_selector(".suggestion.taken")
    assert complaints == []


def test_too_large_upload_is_stopped_in_the_browser(page: "Page", address: str) -> None:
    page.goto(address)
    page.eval_on_selector("#document", "(field) => { field.dataset.maxBytes = '1000'; }")
    page.set_input_files("#document", {"name": "gros.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2_000})
    page.click(".need button[type=submit]")
    assert "dépasse" in page.inner_text("[data-status]")
    assert page.url.rstrip("/") == address


def test_a_wrong_value_is_told_where_it_was_typed(page: "Page", address: str, need: str) -> None:
    start = _ask(page, address, need)
    page.goto(f"{start}/suggestions")
    card = page.locator(".suggestion", has=page.locator("input[inputmode=decimal]")).first
    card.locator(".texts > summary").click()
    card.locator("input[inputmode=decimal]").first.fill("beaucoup")
    card.locator(".values button").click()
    page.wait_for_selector("text=« beaucoup » ne convient pas")
    assert page.evaluate("document.activeElement.id") == "probleme"


def test_printed_pages_show_what_is_folded_and_no_button(page: "Page", address: str, need: str) -> None:
    _ask(page, address, need)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert not page.locator(".tabs").is_visible()
    assert page.locator(".duties").first.is_visible()
