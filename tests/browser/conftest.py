"""The server in a real browser: Debian's Chromium, the local engines, people of each role."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from core import embedded
from tests.installed import install, manage

CHROMIUM = shutil.which("chromium")
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", settings.BASE_DIR / "var/screenshots"))
PASSWORD = "a-long-password-of-a-test"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
}


@dataclass
class Visitor:
    """Somebody in a browser; what a page does behind their back is noted."""

    page: Page
    base: str
    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("request", self._asked)

    def go(self, path: str) -> Page:
        self.page.goto(self.base + path, wait_until="networkidle")
        return self.page

    def sign_in(self, name: str) -> None:
        self.go("/admin/login/?next=/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url(self.base + "/admin/")

    def look(self, name: str) -> None:
        """The page as it is now: kept as a picture, and nothing wrong with it."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        assert (self.console, self.elsewhere) == ([], []), name
        assert self._sideways() <= 1, f"{name} is wider than the window"
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, f"{name}\n{told(found.response)}"

    def _sideways(self) -> int:
        """Pixels by which the page is wider than its window."""
        page = "document.documentElement"
        return int(self.page.evaluate(f"{page}.scrollWidth - {page}.clientWidth"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.console.append(f"{message.text} ({message.location})")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != urlsplit(self.base).netloc:
            self.elsewhere.append(request.url)


def told(response: dict) -> str:
    """The violations, one element a line."""
    return "\n".join(
        f"{violation['id']}: {node['html'][:160]}  {node['failureSummary'][:300]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    )


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed (`make test` installs it as root)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    var = tmp_path_factory.mktemp("browser")
    return var, install(var, number=2)


@pytest.fixture(scope="session")
def server(installation):
    """A whole server with somebody of each role and something to look at."""
    var, environment = installation
    manage(environment, "shell", "-c", PEOPLE)
    manage(environment, "configure", "--set", "photoDays=7")
    manage(environment, "demo")
    started = {name: value for name, value in environment.items() if name != "VAR"}
    # With PostgreSQL, photos inside a request are refused unless asked for.
    with embedded.running(var, ACCEPT_UPLOADS="true", **started) as base:
        yield base


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def window(request):
    return request.param


@pytest.fixture
def visitor(browser: Browser, server) -> Callable[..., Visitor]:
    """``visitor("operator")`` is signed in, ``visitor()`` is nobody in particular."""
    contexts = []

    def come(name: str = "", *, window=WIDE, scheme="light") -> Visitor:
        context = browser.new_context(viewport=window, color_scheme=scheme)
        contexts.append(context)
        someone = Visitor(context.new_page(), server)
        if name:
            someone.sign_in(name)
        return someone

    yield come
    for context in contexts:
        context.close()


PEOPLE = f"""
from django.contrib.auth.models import Group, User
for name in ("admin", "operator", "staff", "integrator"):
    user, _ = User.objects.get_or_create(username=name)
    user.is_staff = True
    user.is_superuser = name == "admin"
    user.set_password({json.dumps(PASSWORD)})
    user.save()
    user.groups.set(Group.objects.filter(name__iexact=name))
from ocr_docs.models import OcrSettings
row = OcrSettings.load()
row.retentionHours = 24
row.save()
"""
