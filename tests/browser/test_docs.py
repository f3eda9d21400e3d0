"""Docs, API reference and the live examples, as visitors without an account use them."""

import re

import pytest

from core.installation import CREDENTIALS, read_env
from tests.browser.conftest import NARROW

PAPER = "/docs/documents"


@pytest.fixture
def key(installation):
    """The key that the installation made."""
    var, _ = installation
    return read_env(var / CREDENTIALS)["API_KEY"]


def program(page):
    """The first program that is shown."""
    return page.locator(".d-tabs [role=tabpanel]:visible code").first.inner_text()


@pytest.mark.parametrize("panel", ["recognition", "scenes", "ocr_docs"])
def test_a_click_on_the_first_page_has_a_photo_recognised_and_boxes_drawn(visitor, panel):
    someone = visitor()
    page = someone.go("/")
    card = page.locator(f"[data-example={panel}]")
    card.get_by_role("button").click()
    card.get_by_text(re.compile("Recognised here in")).wait_for(timeout=120_000)
    assert card.locator("polygon").count() >= 2
    assert page.url.endswith("/")
    someone.look(f"home-{panel}")


def test_figures_of_the_first_page_are_asked_for_anew_without_reloading(visitor):
    someone = visitor()
    page = someone.go("/")
    with page.expect_response(re.compile(r"\?part=health"), timeout=15_000) as answered:
        pass
    assert answered.value.ok
    assert page.locator("[data-state]").count() == 1


def test_languages_are_tabs_for_mouse_and_keyboard_and_the_choice_is_remembered(visitor):
    someone = visitor()
    page = someone.go(PAPER)
    assert program(page).startswith("# Read a Thai vehicle registration book\nprintf")
    page.get_by_role("tab", name="curl").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Python"
    assert "import requests" in program(page)
    page.keyboard.press("End")
    assert "package main" in program(page)
    page.get_by_role("tab", name="PHP").first.click()
    chosen = page.get_by_role("tab", name="PHP").all()
    assert [tab.get_attribute("aria-selected") for tab in chosen] == ["true"] * 3
    someone.go("/docs/shelf-scenes")
    assert program(page).startswith("<?php")
    someone.look("docs-php")


def test_a_program_is_copied_with_the_host_in_it(visitor):
    someone = visitor()
    page = someone.go(PAPER)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".d-tabs [role=tabpanel]:visible code").first.text_content()
    assert f"{someone.base}/aiscript/vehicle-registration-book/v2" in copied


def test_without_scripts_every_language_is_shown(browser, server):
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    page = context.new_page()
    page.goto(server + PAPER)
    first = page.locator(".d-tabs").first
    for words in ("curl -sS", "import requests", "await fetch", "<?php", "package main"):
        assert first.get_by_text(words).first.is_visible()
    assert first.get_by_role("heading", name="PHP").is_visible()
    context.close()


TRIED = {
    "analyze_serial_number": (200, "OR6220714083"),
    "read_water_meter": (200, "023877"),
    "upload_photo": (201, '"width"'),
}


def authorized(page, key):
    """Enter the key for every scheme, without the word Token."""
    page.locator(".auth-wrapper .authorize").click()
    for box in page.locator(".auth-container").all():
        box.locator("input").fill(key)
        box.locator("button.authorize").click()
    page.locator(".modal-ux .close-modal").click()


def test_one_call_of_each_panel_succeeds_from_the_reference(visitor, key, settings):
    someone = visitor()
    page = someone.go("/api/docs")
    page.locator(".opblock").first.wait_for()
    authorized(page, key)
    for name, (status, value) in TRIED.items():
        block = page.locator(f"[id$='-{name}']")
        block.locator(".opblock-summary-control").click()
        if name == "upload_photo":
            sample = settings.BASE_DIR / "scenes/samples/left.jpg"
            block.locator("input[type=file]").set_input_files(sample)
        block.locator(".execute").click()
        answer = block.locator(".live-responses-table tbody .response").first
        answer.wait_for(timeout=120_000)
        told = answer.inner_text()
        assert told.startswith(str(status)), told
        assert value in told
    someone.look("reference-tried")


def test_calls_of_the_reference_are_opened_and_closed_by_keyboard(visitor, window, scheme):
    someone = visitor(window=window, scheme=scheme)
    page = someone.go("/api/docs")
    block = page.locator("[id$='-list_brand']")
    block.wait_for()
    someone.look(f"reference-{window['width']}-{scheme}")
    block.locator(".opblock-summary-control").focus()
    page.keyboard.press("Enter")
    block.locator(".execute").wait_for()
    assert page.url.endswith("/list_brand")
    assert block.locator(".opblock-summary a[href]").count() == 0
    page.locator("[id$='-analyze_serial_number'] .opblock-summary-control").click()
    page.locator(".auth-wrapper .authorize").click()
    page.locator(".modal-ux .close-modal").wait_for()
    someone.look(f"reference-open-{window['width']}-{scheme}")
    page.locator(".modal-ux .close-modal").click()
    block.locator(".opblock-summary-control").focus()
    page.keyboard.press("Enter")
    block.locator(".execute").wait_for(state="detached")
