"""What holds for every endpoint: mounts, slashes, bodies of every kind, failures."""

import json

import pytest
from django.test import Client

from scenes.models import Brand, Visit
from tests.scenes.conftest import Caller

MOUNTS = ["/api/v1.5/", "/api/data/v1.5/", "/"]


@pytest.mark.parametrize("mount", MOUNTS)
@pytest.mark.parametrize("slash", ["", "/"])
def test_every_mount_answers_with_and_without_a_slash_and_never_redirects(call, mount, slash):
    made = call.post(f"{mount}brands{slash}", {"name": "Acme"})
    assert made.status_code == 201
    read = call.get(f"{mount}brands/{made.json()['id']}{slash}")
    assert (read.status_code, read.json()["name"]) == (200, "Acme")


@pytest.mark.parametrize("path", ["/", "/admin/", "/healthz", "/api/docs"])
def test_the_root_mount_takes_no_path_of_others(db, path):
    assert Client().get(path).status_code in (200, 302, 503)


def test_other_panels_still_answer_for_themselves(db):
    served = Client().post("/api/data/ai_serial_recognition/analyze", "{", "application/json")
    assert served.json() == {"message": "Invalid JSON body."}


@pytest.mark.parametrize("path", ["nothing", "sku/abc", "uploads/1.5", "sku/-1", "visits/1/2"])
def test_an_unknown_path_is_not_found_in_json(call, path):
    response = call.get(path)
    assert (response.status_code, response.json()) == (404, {"detail": "Not found."})


def test_a_method_that_an_endpoint_lacks_is_named(call):
    response = call.delete("visits")
    assert response.status_code == 405
    assert response.json() == {"detail": 'Method "DELETE" not allowed.'}


def test_the_answer_is_json_whatever_is_accepted(call):
    assert call.get("brands", headers={"Accept": "text/html"}).status_code == 406
    assert call.get("brands", headers={"Accept": "*/*"}).headers["Content-Type"] == (
        "application/json"
    )
    assert call.get("brands?format=xml").status_code == 404


def test_a_row_can_be_written_as_json_as_a_form_and_as_a_multipart_form(call):
    as_json = call.post("brands", {"name": "a"})
    as_form = call.post("brands", form="name=b")
    as_multipart = call.post("brands", name="c")
    assert [r.status_code for r in (as_json, as_form, as_multipart)] == [201, 201, 201]
    assert list(Brand.objects.values_list("name", flat=True)) == ["a", "b", "c"]


def test_a_row_can_be_changed_by_a_multipart_put(call):
    brand = call.made("brands", {"name": "a"})["id"]
    assert call.put(f"brands/{brand}/", name="b").json()["name"] == "b"


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "POST"])
def test_values_of_a_form_that_look_like_json_are_read_as_such(call, photo_id, method):
    ids = [photo_id(shade=n) for n in (1, 2)]
    made = call.post("sku", form=f"name=Tea&images=[{ids[0]},{ids[1]}]&attributes=%7B%22a%22:1%7D")
    assert made.json()["images"] == ids
    assert made.json()["attributes"] == {"a": 1}


@pytest.mark.parametrize("spelling", ["images=%d&images=%d", "images[]=%d&images[]=%d"])
def test_repeated_names_of_a_form_make_a_list(call, photo_id, spelling):
    ids = (photo_id(shade=1), photo_id(shade=2))
    assert call.made("sku", form="name=Tea&" + spelling % ids)["images"] == list(ids)


@pytest.mark.parametrize("body", ["[1]", '"a"', "1", "true", "null"])
def test_a_body_that_is_no_object_is_refused(call, body):
    response = call.post("brands", body)
    assert response.status_code == 400
    assert list(response.json()) == ["non_field_errors"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"name": NaN}',
        b"[" * 100_000,
        b'{"name": ' + b"9" * 10_000 + b"}",
        b"",
    ],
)
def test_a_body_that_is_no_json_is_told_so(call, body):
    response = call.client.post(
        "/api/v1.5/brands", body, content_type="application/json", headers=call.headers
    )
    assert response.status_code == 400


@pytest.mark.parametrize("value", ["a\x00b", "\ud800"], ids=["NUL", "surrogate"])
def test_what_a_database_cannot_hold_is_refused_on_its_field(call, value):
    for body in ({"name": value}, {"name": "a", "attributes": {"x": [value]}}):
        response = call.post("sku", json.dumps(body))
        assert response.status_code == 400
        assert list(response.json().values()) == [["Null characters are not allowed."]]
    assert call.post("brands", name="a\x00b").status_code == 400


def test_what_is_nested_too_deeply_is_refused(call):
    deep = "[" * 50 + "]" * 50
    response = call.post("visits", f'{{"task": {deep}}}')
    assert (response.status_code, response.json()) == (400, {"task": ["Nested too deeply."]})


def test_numbers_that_json_cannot_spell_are_refused(call):
    for value in ("1e999", '"inf"', '"nan"', "1e301", "9" * 400):
        response = call.post("visits", f'{{"latitude": {value}}}')
        assert (response.status_code, list(response.json())) == (400, ["latitude"])
    assert call.post("sku", '{"name": "a", "attributes": {"x": 1e999}}').status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "image/jpeg"])
def test_a_body_of_another_type_is_refused(call, kind):
    response = call.client.post(
        "/api/v1.5/brands", b"name=a", content_type=kind, headers=call.headers
    )
    assert response.status_code == 415


def test_a_body_too_large_is_refused(call):
    response = call.post("brands", {"name": "a" * 2_000_000})
    assert (response.status_code, response.json()) == (
        413,
        {"detail": "Request body is too large."},
    )


@pytest.mark.parametrize("body", [b'{"limit": 1}', b"limit=1", b"{", b"\xff"])
def test_a_get_tolerates_any_body(call, body):
    Brand.objects.create(name="a")
    for kind in ("application/json", "application/x-www-form-urlencoded", "text/plain"):
        served = call.client.generic("GET", "/api/v1.5/brands/", body, kind, headers=call.headers)
        assert (served.status_code, served.json()["count"]) == (200, 1)


def test_a_failure_of_ours_is_told_without_its_cause(call, monkeypatch):
    monkeypatch.setattr("scenes.api.records.RecordView.rows", lambda self: 1 / 0)
    response = call.get("brands")
    assert response.status_code == 500
    assert response.json() == {"detail": "Something went wrong on our side."}
    assert response.headers["X-Error-Code"] == "internal_error"


def test_only_requests_that_change_something_have_a_timeline(call):
    assert "X-Timeline-Request-Id" not in call.get("visits").headers
    assert "X-Timeline-Request-Id" in call.post("visits", {}).headers


def test_every_date_is_rfc_3339_with_microseconds_and_z(call, settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    visit = call.made("visits", {"started_date": "2024-05-06T07:08:09+03:00"})
    assert visit["started_date"] == "2024-05-06T04:08:09.000000Z"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("2024-05-06T07:08:09", "2024-05-06T07:08:09.000000Z"),
        ("2024-05-06 07:08:09.5", "2024-05-06T07:08:09.500000Z"),
        ("2024-05-06T07:08:09.123456Z", "2024-05-06T07:08:09.123456Z"),
        ("2024-05-06", "2024-05-06T00:00:00.000000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
    ],
)
def test_dates_without_an_offset_are_utc(call, sent, read):
    assert call.made("visits", {"started_date": sent})["started_date"] == read


@pytest.mark.parametrize(
    "date", ["yesterday", "2024-13-01", "0001-01-01T00:00:00+23:59", 5, {}, [], True, ""]
)
def test_what_is_no_date_is_refused_on_its_field(call, date):
    response = call.post("visits", {"started_date": date})
    assert (response.status_code, list(response.json())) == (400, ["started_date"])


def test_nothing_is_made_by_a_caller_without_a_token(shelf):
    assert Caller(None).post("visits", {}).status_code == 401
    assert not Visit.objects.exists()
