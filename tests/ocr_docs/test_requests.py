"""What callers send, and what is refused before anything is read."""

import base64
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from core.models import ApiKey, Job, KeyUsage, TimelineRequest
from ocr_docs.envelopes import PageOutcome
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest, OcrSettings
from ocr_docs.wording import Fault
from tests.ocr_docs.conftest import PATHS, base64_of, encoded, picture, tiff

BOOK, METER, GENERAL = PATHS[Kind.BOOK], PATHS[Kind.METER], PATHS[Kind.GENERAL]
FOUND = {"color": {"value": "ขาว"}}


def zip_file() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return file.getvalue()


def codes(body):
    return [error["code"] for error in body["error"]]


@pytest.mark.parametrize("header", ["x-aigen-key", "X-AIGEN-KEY", "X-Aigen-Key"])
def test_the_key_comes_in_the_header_in_any_case(worker, documents, key, reading, header):
    reading(lambda shade: FOUND)
    body = {"image": base64_of(encoded(picture()))}
    response = Client().post(BOOK, body, content_type="application/json", headers={header: key})
    assert (response.status_code, response.json()["data"]) == (200, [FOUND])


def test_the_key_may_stand_in_the_query(worker, documents, key, reading):
    reading(lambda shade: FOUND)
    body = {"image": base64_of(encoded(picture()))}
    response = Client().post(f"{BOOK}?aigen_key={key}", body, content_type="application/json")
    assert response.status_code == 200


@pytest.mark.parametrize(
    "spell",
    [
        lambda data: base64.b64encode(data).decode(),
        lambda data: base64.urlsafe_b64encode(data).decode(),
        lambda data: base64.b64encode(data).decode().rstrip("="),
        lambda data: base64.encodebytes(data).decode(),
        lambda data: "data:image/png;base64," + base64.b64encode(data).decode(),
    ],
    ids=["plain", "url-safe", "unpadded", "with newlines", "data URI"],
)
def test_base64_comes_in_every_style(worker, send, reading, spell):
    reading(lambda shade: FOUND)
    assert send("book", {"image": spell(encoded(picture()))})[:2] == (
        200,
        {"status": "success", "error": [], "data": [FOUND]},
    )


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded", ""]
)
def test_the_docs_own_trailing_comma_is_read_under_any_content_type(
    worker, documents, key, reading, content_type
):
    reading(lambda shade: FOUND)
    body = '{\n"image": "%s",\n}' % base64_of(encoded(picture()))  # noqa: UP031
    response = Client().post(
        BOOK, body.encode(), content_type=content_type, headers={"X-AIGEN-KEY": key}
    )
    assert response.status_code == 200, response.content


def test_option_is_accepted_and_request_id_echoed(worker, send, reading):
    reading(lambda shade: FOUND)
    image = base64_of(encoded(picture()))
    _, body, _ = send("book", {"image": image, "option": {"face": True}, "request_id": "mine"})
    assert list(body) == ["status", "request_id", "error", "data"]
    assert body["request_id"] == "mine"


def test_general_ocr_makes_a_request_id_where_none_came(worker, send, reading):
    reading(lambda shade: {"bboxes": []})
    _, body, _ = send("general", encoded(picture()))
    assert len(body["request_id"]) == 32


@pytest.mark.parametrize("path", [BOOK, METER, GENERAL])
def test_without_a_key_that_fits_nothing_is_read(documents, path):
    made, key = ApiKey.objects.create_key(name="other", endpoints=["recognition"])
    image = {"image": base64_of(encoded(picture()))}

    def ask(**headers):
        response = Client().post(path, image, content_type="application/json", headers=headers)
        return response.status_code, response.json()

    status, body = ask()
    assert (status, body["status"], codes(body), body["data"]) == (
        401,
        "error",
        ["unauthorized"],
        [],
    )
    assert ask(**{"x-aigen-key": "not.akey"})[0] == 401
    status, body = ask(**{"x-aigen-key": key})
    assert (status, codes(body), body["data"]) == (403, ["forbidden"], [])
    ApiKey.objects.filter(pk=made.pk).update(revoked=True)
    assert ask(**{"x-aigen-key": key})[0] == 401
    assert not DocumentRequest.objects.exists()


def test_a_quota_that_is_used_up_is_429_and_pages_count(worker, documents, reading):
    reading(lambda shade: FOUND)
    _, key = ApiKey.objects.create_key(name="small", monthly_quota=3)

    def ask(data):
        response = Client().post(
            BOOK,
            {"image": base64_of(data)},
            content_type="application/json",
            headers={"x-aigen-key": key},
        )
        return response.status_code, response

    assert ask(tiff(2))[0] == 200
    status, response = ask(tiff(2))
    assert (status, codes(response.json())) == (429, ["too_many_requests"])
    assert int(response["Retry-After"]) > 0
    assert ask(tiff(1))[0] == 200
    assert KeyUsage.objects.get(endpoint="").count == 3


def test_pages_that_are_late_are_given_back_to_the_month_they_were_charged_to(
    documents, send, monkeypatch, time_machine
):
    time_machine.move_to(datetime(2026, 11, 30, 23, 59, tzinfo=UTC), tick=False)

    def wait_for_pages(request, *, deadline_s):
        time_machine.move_to(datetime(2026, 12, 1, tzinfo=UTC), tick=False)
        return [PageOutcome(data=FOUND), PageOutcome(fault=Fault.LATE)]

    monkeypatch.setattr("ocr_docs.services.wait_for_pages", wait_for_pages)
    assert send("book", tiff(2))[0] == 206
    [total] = KeyUsage.objects.filter(endpoint="")
    assert (total.month, total.count) == (date(2026, 11, 1), 1)


def test_a_request_that_finds_no_room_is_503_and_not_charged(documents, send, monkeypatch):
    monkeypatch.setattr("core.jobs.MAX_WAITING", 1)
    status, body, _ = send("book", tiff(2))
    assert (status, codes(body)) == (503, ["service_unavailable"])
    assert KeyUsage.objects.get(endpoint="").count == 0
    assert not DocumentRequest.objects.exists()


def test_a_request_loads_its_settings_once(worker, send, reading):
    reading(lambda shade: FOUND)
    with CaptureQueriesContext(connection) as queries:
        assert send("book", tiff(2))[0] == 200
    table = OcrSettings._meta.db_table
    assert sum(f'FROM "{table}"' in query["sql"] for query in queries) == 1


@pytest.mark.parametrize(
    ("body", "place", "kind"),
    [
        ({}, ["body", "image"], "value_error.missing"),
        ({"image": None}, ["body", "image"], "type_error.none.not_allowed"),
        ({"image": 7}, ["body", "image"], "type_error.str"),
        ({"image": ["a"]}, ["body", "image"], "type_error.str"),
        ({"image": "a", "option": 3}, ["body", "option"], "type_error.dict"),
        ({"image": "a", "request_id": 3}, ["body", "request_id"], "type_error.str"),
        ({"image": "a", "request_id": "\ud800"}, ["body", "request_id"], "type_error.str"),
        ([], ["body"], "type_error.dict"),
        ("{", ["body"], "value_error.jsondecode"),
        ('{"image": NaN}', ["body"], "value_error.jsondecode"),
        ('{"image": ' + "9" * 5000 + "}", ["body"], "value_error.jsondecode"),
        ("[" * 5000, ["body"], "value_error.jsondecode"),
        ("", ["body"], None),
    ],
)
def test_a_body_that_does_not_fit_is_422_with_its_place(send, body, place, kind):
    status, answered, _ = send("meter", body)
    assert status == 422
    assert answered["detail"][0]["loc"][: len(place)] == place
    assert kind is None or answered["detail"][0]["type"] == kind


@pytest.mark.parametrize(
    "image",
    [
        "",
        "not base64 at all!",
        base64_of(b"just some text"),
        base64_of(b"<html><body>hello</body></html>"),
        base64_of(zip_file()),
        base64_of(b"%PDF-1.7\nbroken"),
        base64_of(encoded(picture())[:200]),
    ],
    ids=["empty", "not base64", "text", "html", "zip", "broken pdf", "cut off"],
)
def test_what_is_no_picture_is_a_bad_request_of_each_endpoint(worker, send, image):
    status, body, _ = send("book", {"image": image})
    assert (status, codes(body), body["data"]) == (400, ["1003", "bad_request"], [{}])
    status, body, _ = send("meter", {"image": image})
    assert (status, codes(body)) == (400, ["image_not_support", "bad_request"])
    assert body["data"][0]["numbers"]["value"] == ""
    status, body, _ = send("general", {"image": image})
    assert (status, codes(body)) == (400, ["image_not_support", "bad_request"])


@pytest.mark.parametrize(
    ("size", "status", "expected"),
    [
        ((499, 900), 400, ["1001", "bad_request"]),
        ((10_001, 600), 400, ["1002", "bad_request"]),
        ((500, 500), 200, []),
        ((10_000, 500), 200, []),
    ],
)
def test_a_book_has_sides_of_500_to_10000_pixels(worker, send, reading, size, status, expected):
    reading(lambda shade: FOUND)
    answered, body, _ = send("book", encoded(picture(*size).convert("L")))
    assert (answered, codes(body)) == (status, expected)


@pytest.mark.parametrize("side", [20_000, 60_000])
def test_a_page_of_far_too_many_pixels_is_told_so_and_never_decoded(send, documents, side):
    bomb = encoded(Image.new("1", (side, side)))
    assert len(bomb) < 10 * 1024 * 1024
    status, body, _ = send("book", bomb)
    assert (status, codes(body), body["data"]) == (400, ["1002", "bad_request"], [{}])
    assert body["error"][0]["message"].startswith("Image quality not acceptable (image must")
    status, body, _ = send("meter", bomb)
    assert (status, codes(body)) == (400, ["image_not_support", "bad_request"])
    documents.errorCodes = "numbers"
    documents.configure()
    status, body, _ = send("book", bomb)
    assert (status, codes(body)) == (413, [20000, "400"])
    assert not Job.objects.exists()


def test_more_than_ten_megabytes_are_413(send):
    status, body, _ = send("book", {"image": "A" * 15_000_000})
    assert (status, codes(body), body["data"]) == (413, ["too_large_request"], [])
    assert body["error"][0]["message"] == (
        "Request size is too large; the input size must be less than 10 MB"
    )
    huge = json.dumps({"image": "A" * 17_000_000})
    assert send("meter", huge)[0] == 413


def test_more_pages_than_the_limit_are_413_before_any_is_read(send, documents):
    documents.pageLimit = 3
    documents.configure()
    status, body, _ = send("general", tiff(4))
    assert (status, codes(body)) == (413, ["too_large_request"])
    assert "3 pages" in body["error"][0]["message"]
    assert not Job.objects.exists()


def test_a_meter_is_one_picture(send):
    assert send("meter", tiff(2))[0] == 413


def test_another_method_is_answered_as_json(send, documents, key):
    response = Client().get(BOOK, headers={"x-aigen-key": key})
    assert response.status_code == 405
    assert response.json()["error"][0]["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["idcard/v3", "water-meter/v9", "water-meter/v2/more", ""])
def test_an_endpoint_that_is_not_ours_is_told_in_json(path):
    response = Client().post(f"/aiscript/{path}", {"image": ""}, content_type="application/json")
    assert response.status_code == 404
    assert response.json() == {
        "status": "error",
        "error": [{"object": "error", "code": "not_found", "message": "Not found"}],
        "data": [],
    }


def test_the_numbers_of_the_third_version_are_a_setting(send, documents):
    documents.errorCodes = "numbers"
    documents.configure()
    status, body, _ = send("book", {"image": "!"})
    assert (status, codes(body)) == (422, [20002, "400"])


def test_every_request_has_a_timeline_with_its_key_and_no_value(worker, send, reading):
    reading(lambda shade: FOUND)
    _, _, response = send("book", encoded(picture()))
    timeline = TimelineRequest.objects.get(pk=response["X-Timeline-Request-Id"])
    assert (timeline.panel, timeline.status) == ("documents", 200)
    assert (timeline.answer, timeline.parts) == ("book", 1)
    assert timeline.client.startswith("key:")
    assert {"document_checked", "page_read", "responded"} <= {s.name for s in timeline.steps.all()}
    assert "ขาว" not in json.dumps(list(timeline.steps.values_list("detail", flat=True)))
    assert DocumentPage.objects.get().answer == ""
