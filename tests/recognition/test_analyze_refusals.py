"""What is refused before any work is done, in the seed's words."""

import json

import pytest
from django.test import Client

from core.models import Job, TimelineRequest
from recognition.models import RecognitionSettings
from tests.conftest import ANALYZE, RATE

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = {"clientUid": "c", "imageUrl": "https://example.com/a.jpg"}
FORMAT = "Invalid image URL format."
PROTOCOL = "Invalid image URL protocol. Only HTTP/HTTPS allowed."
BLOCKED = (403, {"message": "Error: Request is blocked."})


def outcome(response):
    return response.status_code, response.json()


@pytest.mark.parametrize("empty", ["", "   ", None, 7, True, {}, [], ["x"]])
def test_a_missing_parameter_is_named_in_the_seeds_order(row, api, empty):
    assert outcome(api(ANALYZE, {})) == (400, {"message": "Missing parameter: clientUid"})
    no_url = {"clientUid": "c", "imageUrl": empty}
    assert outcome(api(ANALYZE, no_url)) == (400, {"message": "Missing parameter: imageUrl"})
    no_client = {**GOOD, "clientUid": empty}
    assert outcome(api(ANALYZE, no_client)) == (400, {"message": "Missing parameter: clientUid"})


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("not a url", FORMAT),
        ("example.com/a.jpg", FORMAT),
        ("http://", FORMAT),
        ("http:///a.jpg", FORMAT),
        ("https://exa mple.com/a.jpg", FORMAT),
        ("https://example.com:99999/a.jpg", FORMAT),
        ("https://example.com/\x01", FORMAT),
        ("https://example.com/" + "a" * 2048, FORMAT),
        ("ftp://a/b.jpg", PROTOCOL),
        ("file:///etc/passwd", PROTOCOL),
        ("data:image/png;base64,AA==", PROTOCOL),
        ("javascript:alert(1)", PROTOCOL),
        ("gopher://a/b", PROTOCOL),
    ],
)
def test_form_and_protocol_of_the_url_have_a_sentence_each(row, api, url, message):
    assert outcome(api(ANALYZE, {"clientUid": "c", "imageUrl": url})) == (400, {"message": message})


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800", "x" * 201])
def test_a_client_id_that_cannot_be_stored_is_refused(row, bad):
    body = json.dumps({**GOOD, "clientUid": bad})
    response = Client().post(ANALYZE, body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["message"].startswith("Invalid parameter: clientUid")


@pytest.mark.parametrize(
    "body",
    ["{", "nonsense", '{"clientUid": NaN}', "[1]", '"text"', "null", "[" * 100_000, b"\xff\xfe"],
)
def test_a_body_that_is_no_json_object_is_told_so(row, body):
    for path in (ANALYZE, RATE):
        response = Client().post(path, body, content_type="application/json")
        assert outcome(response) == (400, {"message": "Invalid JSON body."})


def test_a_charset_in_the_content_type_is_accepted(row):
    response = Client().post(ANALYZE, "{}", content_type="application/json; charset=utf-8")
    assert outcome(response) == (400, {"message": "Missing parameter: clientUid"})


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/octet-stream"]
)
def test_another_content_type_is_415(row, content_type):
    response = Client().post(ANALYZE, "clientUid=c", content_type=content_type)
    assert response.status_code == 415
    assert list(response.json()) == ["message"]


def test_a_huge_body_is_413(row, settings):
    settings.ACCEPT_UPLOADS = False
    body = json.dumps({**GOOD, "padding": "x" * 17_000})
    response = Client().post(ANALYZE, body, content_type="application/json")
    assert outcome(response) == (413, {"message": "Request body is too large."})


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head"])
def test_another_method_is_405_and_says_which_is_allowed(row, method):
    for path in (ANALYZE, RATE):
        response = getattr(Client(), method)(path)
        assert response.status_code == 405
        assert response.headers["Allow"] == "POST, OPTIONS"


def test_without_a_settings_row_nothing_is_configured(db, api):
    expected = (404, {"message": "Error: Configuration data not found."})
    assert outcome(api(ANALYZE, GOOD)) == expected
    assert outcome(api(RATE, {"clientUid": "c", "recognitionId": "1", "rating": 5})) == expected
    RecognitionSettings.get_solo()
    assert outcome(api(ANALYZE, GOOD)) == expected


def test_a_remote_model_without_a_key_is_not_configured_either(row, api):
    RecognitionSettings.objects.update(engines="both")
    assert api(ANALYZE, GOOD).status_code == 404
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "https://sub.example.com",
        "https://example.com.evil.net",
        "https://evilexample.com",
        "https://example.com@evil.net",
        "https://user@example.com",
    ],
)
def test_a_page_elsewhere_is_blocked_and_nothing_is_fetched(row, api, origin):
    response = api(ANALYZE, GOOD, Origin=origin)
    assert outcome(response) == BLOCKED
    assert "Access-Control-Allow-Origin" not in response.headers
    assert Job.objects.count() == 0
    timeline = TimelineRequest.objects.get(pk=response.headers["X-Timeline-Request-Id"])
    assert timeline.status == 403
    assert timeline.origin == origin


def test_a_call_from_elsewhere_without_origin_and_key_is_blocked(row):
    response = Client(REMOTE_ADDR="203.0.113.9").post(
        ANALYZE, GOOD, content_type="application/json"
    )
    assert outcome(response) == BLOCKED


def test_the_rating_is_behind_the_same_door(row, api):
    rating = {"clientUid": "c", "recognitionId": "1", "rating": 5}
    assert outcome(api(RATE, rating, Origin="https://evil.example")) == BLOCKED


def test_a_preflight_is_answered_before_there_is_a_configuration(db):
    response = Client().options(ANALYZE, headers={"Origin": "https://example.com"})
    assert response.status_code == 204
    assert "Access-Control-Allow-Origin" not in response.headers


def test_a_preflight_from_an_allowed_page_gets_what_a_browser_needs(row):
    preflight = {
        "Origin": "https://example.com:8443",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = Client().options(ANALYZE, headers=preflight)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "https://example.com:8443"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "content-type" in response.headers["Access-Control-Allow-Headers"].lower()
    assert "Origin" in response.headers["Vary"]


def test_an_answer_to_an_allowed_page_can_be_read_by_it(row, api):
    response = api(ANALYZE, {}, Origin="https://example.com")
    assert response.headers["Access-Control-Allow-Origin"] == "https://example.com"
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_too_many_calls_are_told_when_to_come_back(row, api):
    RecognitionSettings.objects.update(requestsPerMinute=2)
    rating = {"clientUid": "c", "recognitionId": "1", "rating": 5}
    answers = [api(RATE, rating, **{"X-API-Key": ""}) for _ in range(3)]
    assert [answer.status_code for answer in answers][-1] == 429
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60


def test_every_request_has_a_timeline_of_its_own(row, api):
    ids = {api(ANALYZE, {}).headers["X-Timeline-Request-Id"] for _ in range(3)}
    assert len(ids) == TimelineRequest.objects.count() == 3
