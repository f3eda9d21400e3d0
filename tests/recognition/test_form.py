"""The form for end users: where it may be shown, what its calls may do."""

import re
import time

import pytest
from django.core import signing
from django.test import override_settings

from recognition.colours import contrast, readable_on
from recognition.form_access import frame_ancestors, new_ticket
from recognition.models import RecognitionSettings

pytestmark = pytest.mark.django_db

FORM = "/ai_serial_recognition/widget"
ANALYZE = "/api/data/ai_serial_recognition/analyze"
RATE = "/api/data/ai_serial_recognition/rateai"


@pytest.fixture
def allowed():
    """Save the settings with these allowed domains."""

    def save(*domains):
        row = RecognitionSettings(allowedDomains=list(domains), titleMessage="Read <it>")
        row.configure()
        return row

    return save


def opened(client, page="https://shop.example.com/repair"):
    return client.get(FORM, headers={"Referer": page} if page else {})


def ticket_in(answer):
    return re.search(r'data-ticket="([^"]+)"', answer.content.decode())[1]


def rated(client, form_ticket, **headers):
    body = {"clientUid": "c", "recognitionId": "nobody's", "rating": 5}
    headers = {"X-Form-Ticket": form_ticket, **headers}
    return client.post(RATE, body, content_type="application/json", headers=headers)


def test_an_allowed_page_shows_the_form_in_the_operators_colours(client, allowed):
    row = allowed("*.example.com")
    row.buttonColor = "#aa0000"
    row.save()
    answer = opened(client)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "--button: #aa0000" in text
    assert "<h1>Read &lt;it&gt;</h1>" in text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', text)


def test_the_browser_is_told_which_pages_may_frame_it(client, allowed):
    allowed("*.example.com", "localhost")
    answer = opened(client)
    assert "X-Frame-Options" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    ancestors = policy.partition("frame-ancestors ")[2].split()
    assert ancestors[:3] == ["'self'", "http://*.example.com:*", "https://*.example.com:*"]
    assert "https://localhost:*" in ancestors
    assert "unsafe" not in policy


def test_every_page_may_frame_it_where_every_domain_is_allowed():
    assert frame_ancestors(["*"]) == "'self' *"


@pytest.mark.parametrize("page", ["https://evil.example.org/", "https://example.com/", None])
def test_another_page_gets_a_sentence_and_no_ticket(client, allowed, page):
    allowed("*.example.com")
    answer = opened(client, page)
    assert answer.status_code == 403
    assert "may not show this form" in answer.content.decode()
    assert "data-ticket" not in answer.content.decode()


def test_before_the_settings_are_saved_the_form_says_who_can_help(client):
    answer = opened(client)
    assert answer.status_code == 404
    assert "An operator has to save the settings once." in answer.content.decode()


def test_opened_by_itself_it_is_shown_where_our_own_host_is_allowed(client, allowed):
    allowed("testserver")
    assert opened(client, None).status_code == 200


def test_a_shown_form_may_call_though_our_own_host_is_not_allowed(client, allowed):
    allowed("shop.example.com")
    answer = rated(client, ticket_in(opened(client)), Origin="http://testserver")
    assert (answer.status_code, answer.json()) == (404, {"message": "Recognition not found."})


@pytest.mark.parametrize(
    "form_ticket",
    ["", "shop.example.com", "shop.example.com:x:y", signing.dumps("shop.example.com")],
)
def test_a_forged_ticket_is_refused(client, allowed, form_ticket):
    allowed("shop.example.com", "testserver")
    answer = rated(client, form_ticket, Origin="http://testserver")
    assert (answer.status_code, answer.json()) == (403, {"message": "Error: Request is blocked."})


def test_a_ticket_ends_after_twelve_hours(client, allowed, monkeypatch):
    allowed("shop.example.com")
    form_ticket = new_ticket("shop.example.com")
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 12 * 3600 + 60)
    assert rated(client, form_ticket).status_code == 403


def test_a_page_that_is_no_longer_allowed_is_refused_at_its_next_call(client, allowed):
    row = allowed("shop.example.com")
    form_ticket = ticket_in(opened(client))
    row.allowedDomains = ["elsewhere.example.com"]
    row.save()
    assert rated(client, form_ticket).status_code == 403


def test_a_ticket_is_worth_nothing_on_another_page(client, allowed):
    allowed("shop.example.com")
    form_ticket = ticket_in(opened(client))
    assert rated(client, form_ticket, Origin="https://evil.example.org").status_code == 403


@override_settings(ACCEPT_UPLOADS=False)
def test_the_form_may_upload_where_programs_may_not(client, allowed):
    allowed("shop.example.com", "localhost")
    body = {"clientUid": "c", "imageBase64": "bm8gcGhvdG8="}

    def said(**headers):
        answer = client.post(ANALYZE, body, content_type="application/json", headers=headers)
        return answer.json()["message"]

    assert said() == "Missing parameter: imageUrl"
    with_ticket = said(**{"X-Form-Ticket": ticket_in(opened(client))})
    assert with_ticket != "Missing parameter: imageUrl"
    assert "image" in with_ticket.lower()


def test_the_script_has_a_lasting_address(client):
    answer = client.get(f"{FORM}.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"ai_serial_recognition" in b"".join(answer.streaming_content)


def test_the_preview_is_for_staff_and_sends_nothing(client, admin_client):
    assert client.get(f"{FORM}/preview").status_code == 302
    answer = admin_client.get(f"{FORM}/preview")
    assert "data-preview" in answer.content.decode()
    assert "data-ticket" not in answer.content.decode()
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")


def test_the_settings_page_shows_the_preview_and_warns_of_unreadable_colours(admin_client, allowed):
    row = allowed("localhost")
    row.textColor, row.formBgColor = "#999999", "#ffffff"
    row.save()
    page = admin_client.get("/admin/recognition/recognitionsettings/").content.decode()
    assert f'data-src="{FORM}/preview"' in page
    assert "contrast 2.8 : 1" in page


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert readable_on("#007bff") == "#ffffff"
    assert readable_on("#ffee00") == "#000000"
