"""The pages in a real browser: keyboard only, accessibility rules, narrow screens, without JavaScript."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.serving import make_server

from recommender.domain.feedback import FeedbackAction
from recommender.services import Services
from web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SERIOUS = {"serious", "critical"}
# What may stand between the top of the page and the button, with room to spare.
MAX_TABS = 30

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"Chromium absent ({CHROMIUM})"),
]


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """Where the application is served for this module."""
    with _served(app) as address:
        yield address


@pytest.fixture
def desk_address(listening: Services) -> Iterator[str]:
    """Where it is served for an organisation that wants the feedback of its buyers."""
    with _served(create_app(listening)) as address:
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


def _press_tab_until(page: "Page", element_id: str) -> None:
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id || document.activeElement.type") == element_id:
            return
    pytest.fail(f"« {element_id} » n'est pas atteint au clavier")


def _serious_violations(page: "Page") -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe absent").Axe()
    found = axe.run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in SERIOUS]


def _ask(page: "Page", address: str, need: str) -> None:
    page.goto(address)
    page.fill("#text", need)
    page.click(".need button[type=submit]")
    _wait_for_suggestions(page)


def _wait_for_suggestions(page: "Page") -> None:
    page.wait_for_selector(".suggestion")
    # What is there may be read before the stylesheet is: nothing is measured until the page is whole.
    page.wait_for_load_state("load")


def test_keyboard_alone_leads_to_suggestions(page: "Page", address: str, need: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    _press_tab_until(page, "text")
    page.keyboard.type(need)
    _press_tab_until(page, "submit")
    page.keyboard.press("Enter")
    _wait_for_suggestions(page)
    assert page.locator(".suggestion").count() >= 3


def test_texts_unfold_with_the_keyboard(page: "Page", address: str, need: str) -> None:
    _ask(page, address, need)
    page.locator(".texts summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".clause-text").first.is_visible()


def test_word_file_downloads(page: "Page", address: str, need: str) -> None:
    _ask(page, address, need)
    with page.expect_download() as download:
        page.locator("#choix button[type=submit]").first.click()
    assert download.value.suggested_filename.endswith(".docx")


def test_form_has_no_serious_accessibility_violation(page: "Page", address: str) -> None:
    page.goto(address)
    page.click(".more > summary")
    assert _serious_violations(page) == []


def test_suggestions_have_no_serious_accessibility_violation(page: "Page", address: str, need: str) -> None:
    _ask(page, address, need)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert _serious_violations(page) == []


def test_error_has_no_serious_accessibility_violation_and_takes_the_focus(page: "Page", address: str) -> None:
    page.goto(address)
    page.click(".need button[type=submit]")
    # The script that moves the focus runs once the page is parsed, a moment after the box is there.
    page.wait_for_function("document.activeElement.id === 'probleme'")
    page.wait_for_load_state("load")
    assert _serious_violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_scrolls_sideways(page: "Page", address: str, need: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(address)
    page.click(".more > summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    _ask(page, address, need)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_policy_of_the_pages_blocks_nothing_of_ours(page: "Page", address: str, need: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    _ask(page, address, need)
    assert complaints == []


def test_pages_work_without_javascript(browser: "Browser", address: str, need: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    _ask(page, address, need)
    assert page.locator(".suggestion").count() >= 3
    context.close()


def test_too_large_upload_is_stopped_in_the_browser(page: "Page", address: str) -> None:
    page.goto(address)
    page.eval_on_selector("#document", "(field) => { field.dataset.maxBytes = '1000'; }")
    page.set_input_files("#document", {"name": "gros.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2_000})
    page.click(".need button[type=submit]")
    assert "dépasse" in page.inner_text("[data-status]")
    assert page.url.rstrip("/") == address


def test_dismissed_suggestion_leaves_the_download_and_may_be_taken_again(
    page: "Page", desk_address: str, need: str
) -> None:
    _ask(page, desk_address, need)
    choice, box = page.locator("[data-verdict]").first, page.locator(".keep input").first
    choice.select_option("unclear")
    assert not box.is_checked()
    assert not page.locator(".suggestion .texts").first.is_visible()
    box.check()
    assert choice.input_value() == ""
    assert page.locator(".suggestion .texts").first.is_visible()
    assert _serious_violations(page) == []


@pytest.mark.parametrize("has_script", [True, False])
def test_verdicts_are_sent_and_told(
    browser: "Browser", desk_address: str, listening: Services, need: str, has_script: bool
) -> None:
    context = browser.new_context(java_script_enabled=has_script, viewport={"width": 360, "height": 740})
    page = context.new_page()
    _ask(page, desk_address, need)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("[data-verdict]").first.select_option("too_demanding")
    page.click(".button-second")
    page.wait_for_selector("text=Vos avis sont enregistrés")
    if has_script:
        assert _serious_violations(page) == []
    context.close()
    dismissed = [count for count in listening.feedback.count() if count.action is FeedbackAction.DISMISSED]
    assert [count.answers for count in dismissed] == [1]
