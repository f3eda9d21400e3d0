"""Pages in the visitor's language; the wire always in English, byte for byte."""

import json

import pytest
from django.test import Client
from django.utils import translation

from core.languages import is_page
from recognition.models import RecognitionSettings
from tests.conftest import ANALYZE, RATE

pytestmark = pytest.mark.django_db

THAI = {"Accept-Language": "th-TH,th;q=0.9"}
BOOK = "/aiscript/vehicle-registration-book/v2"


def thai_client(**options):
    """A browser whose cookie and header both ask for Thai."""
    client = Client(headers=THAI, **options)
    client.cookies["django_language"] = "th"
    return client


@pytest.fixture
def panels(key):
    RecognitionSettings(allowedDomains=["localhost"], requestsPerMinute=0).configure()
    token = {"Authorization": f"Token {key}"}
    return key, token


def answers(client, key, token):
    """What each panel says to calls that are wrong in different ways."""
    json_type = {"content_type": "application/json"}
    api_key = {"x-aigen-key": key}
    calls = [
        client.post(ANALYZE, "{", **json_type),
        client.post(ANALYZE, "{}", **json_type),
        client.post(ANALYZE, json.dumps({"clientUid": "me", "imageUrl": "x"}), **json_type),
        client.post(RATE, json.dumps({"clientUid": "me", "rating": 9}), **json_type),
        client.get(ANALYZE),
        client.post(ANALYZE, "x", content_type="text/plain"),
        client.post(BOOK, "{}", headers=api_key, **json_type),
        client.post(BOOK, "{}", **json_type),
        client.post(BOOK, "{", headers=api_key, **json_type),
        client.get("/api/v1.5/brands/"),
        client.get("/api/v1.5/brands/", headers=token),
        client.post("/api/v1.5/brands/", "{}", headers=token, **json_type),
        client.post(
            "/api/v1.5/recognize/", json.dumps({"images": "x"}), headers=token, **json_type
        ),
        client.get("/api/v1.5/reports/999999/", headers=token),
        client.post("/api/v1.5/uploads/", {}, headers=token),
        client.get("/api/v1.5/nothing-here/", headers=token),
        client.get("/api/schema"),
    ]
    return [(one.status_code, _said(one), _headers(one)) for one in calls]


def _said(response):
    """The body but for what differs from call to call: ids and times."""
    text = response.content.decode()
    for name in ("X-Timeline-Request-Id", "X-Request-Id"):
        if response.headers.get(name):
            text = text.replace(response.headers[name], "ID")
    return text


def _headers(response):
    return {
        name: value
        for name, value in response.headers.items()
        if name in ("Content-Type", "Content-Language", "Vary", "X-Error-Code")
    }


def test_no_answer_on_the_wire_depends_on_the_callers_language(panels):
    english = answers(Client(), *panels)
    thai = answers(thai_client(), *panels)
    assert thai == english
    assert {status for status, _body, _headers in english} >= {400, 401, 404}
    assert not any("Accept-Language" in headers.get("Vary", "") for *_, headers in thai)
    assert not any("Content-Language" in headers for *_, headers in thai)


def test_a_page_in_thai_leaves_nothing_behind_for_the_next_call(panels):
    before = answers(Client(), *panels)
    thai_client().get("/admin/login/")
    assert answers(Client(), *panels) == before
    assert translation.get_language() == "en"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", True),
        ("/admin/", True),
        ("/docs/", True),
        ("/api/docs", True),
        ("/workbench", True),
        ("/ai_serial_recognition/widget", True),
        (ANALYZE, False),
        (BOOK, False),
        ("/api/v1.5/brands/", False),
        ("/api/schema", False),
        ("/healthz", False),
        ("/media/x.jpg", False),
    ],
)
def test_pages_are_translated_and_nothing_else(path, page):
    assert is_page(path) is page


def test_a_page_comes_in_the_language_of_the_browser_and_says_so():
    english, thai = Client().get("/admin/login/"), Client(headers=THAI).get("/admin/login/")
    assert (english.headers["Content-Language"], thai.headers["Content-Language"]) == ("en", "th")
    assert 'lang="th"' in thai.content.decode()
    assert "รหัสผ่าน" in thai.content.decode()
    assert "รหัสผ่าน" not in english.content.decode()
    assert "Accept-Language" in thai.headers["Vary"]


def test_a_language_that_nobody_offers_is_english():
    page = Client(headers={"Accept-Language": "fr"}).get("/admin/login/")
    assert page.headers["Content-Language"] == "en"


def test_the_switch_of_the_menu_holds_and_wins_over_the_browser(admin_client):
    page = admin_client.get("/admin/").content.decode()
    assert 'action="/language"' in page
    for code in ("en", "th"):
        assert f'name="language" type="hidden" value="{code}"' in page
    answer = admin_client.post("/language", {"language": "th", "next": "/admin/"})
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert admin_client.get("/admin/").headers["Content-Language"] == "th"
    admin_client.post("/language", {"language": "en", "next": "/admin/"})
    english = admin_client.get("/admin/", headers=THAI)
    assert english.headers["Content-Language"] == "en"


def test_the_switch_leads_to_no_other_host(admin_client):
    answer = admin_client.post("/language", {"language": "th", "next": "https://evil.example/"})
    assert answer.url == "/"


def test_the_first_page_has_the_switch_too():
    page = Client(headers=THAI).get("/").content.decode()
    assert 'action="/language"' in page
    assert '<html lang="th"' in page
