"""POST /uploads, /uploads/uploads_by_url, GET /uploads/{id} and the files themselves."""

import hashlib
import re
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from core.models import TimelineRequest
from scenes.models import Upload, Visit
from tests.scenes.conftest import picture

BY_URL = ["uploads/uploads_by_url", "uploads/upload_by_url", "uploads_by_url", "upload_by_url"]


def test_a_photo_gets_an_integer_id_its_upright_size_and_an_address(call):
    response = call.upload(picture(80, 60))
    assert response.status_code == 201
    body = response.json()
    assert isinstance(body["id"], int)
    assert (body["width"], body["height"], body["duplicate"]) == (80, 60, False)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", body["created_date"])
    assert re.fullmatch(r"http://testserver/media/\d{4}/\d\d/\d\d/[0-9a-f-]{36}\.jpg", body["url"])


def test_a_photo_is_judged_when_it_comes_before_its_sender_has_left(call):
    dark = call.upload(picture(400, 300, shade=3)).json()
    assert set(dark["quality"]) == {"sharpness", "brightness", "glare", "tilt", "problems"}
    assert "blurred" in dark["quality"]["problems"]
    assert call.get(f"uploads/{dark['id']}").json()["quality"] == dark["quality"]


def test_a_turned_photo_is_measured_upright(call):
    exif = Image.Exif()
    exif[0x0112] = 6
    body = call.upload(picture(80, 60, exif=exif)).json()
    assert (body["width"], body["height"]) == (60, 80)


@pytest.mark.parametrize("part", ["datafile", "file", "photo", "image[]"])
def test_the_part_of_the_form_may_have_any_name(call, part):
    assert call.upload(part=part).status_code == 201


def test_datafile_wins_over_other_files(call):
    sent = {
        "file": SimpleUploadedFile("a.jpg", picture(10, 10)),
        "datafile": SimpleUploadedFile("b.jpg", picture(20, 20)),
    }
    assert call.post("uploads", **sent).json()["width"] == 20


def test_two_files_without_a_known_name_are_refused(call):
    sent = {name: SimpleUploadedFile(f"{name}.jpg", picture()) for name in ("one", "two")}
    response = call.post("uploads", **sent)
    assert response.status_code == 400
    assert list(response.json()) == ["datafile"]


@pytest.mark.parametrize(("format", "ending"), [("PNG", "png"), ("WEBP", "webp"), ("HEIF", "heic")])
def test_other_formats_are_known_by_their_content_not_by_their_name(call, format, ending):
    body = call.upload(picture(format=format), name="1.jpg").json()
    assert body["url"].endswith(f".{ending}")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff\xe0 not really",
        b"<svg/>",
        b"%PDF-1.4",
        picture()[:-200],
        picture(format="GIF"),
        picture(format="BMP"),
        picture(format="TIFF"),
    ],
    ids=["empty", "fake", "svg", "pdf", "cut off", "gif", "bmp", "tiff"],
)
def test_what_is_no_whole_photo_of_a_known_format_is_refused_on_the_field(call, data):
    response = call.post("uploads", datafile=SimpleUploadedFile("1.jpg", data))
    assert response.status_code == 400
    assert list(response.json()) == ["datafile"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize("sent", [{"datafile": "text"}, {"other": "text"}])
def test_a_form_without_a_file_is_refused_on_the_field(call, sent):
    response = call.post("uploads", **sent)
    assert (response.status_code, list(response.json())) == (400, ["datafile"])


def test_too_many_bytes_are_refused(call, settings):
    settings.MAX_PHOTO_BYTES = 200
    response = call.upload()
    assert (response.status_code, list(response.json())) == (413, ["datafile"])


def test_a_body_far_over_the_limit_is_refused_before_it_is_read(call, settings):
    settings.MAX_PHOTO_BYTES = 1000
    response = call.upload(b"\xff" * 2_000_000)
    assert response.status_code == 413
    assert list(response.json()) == ["detail"]


def test_too_many_pixels_are_refused(call, settings):
    settings.MAX_PHOTO_PIXELS = 1000
    response = call.upload(picture(64, 48))
    assert (response.status_code, list(response.json())) == (413, ["datafile"])


def test_the_same_photo_again_gets_a_new_id_and_is_called_a_duplicate(call):
    first, second, other = call.upload(), call.upload(), call.upload(picture(shade=9))
    assert first.json()["id"] != second.json()["id"]
    assert second.json()["duplicate"] is True
    assert other.json()["duplicate"] is False
    digest = Upload.objects.get(pk=second.json()["id"]).digest
    assert digest == hashlib.sha256(picture()).hexdigest()


def test_an_upload_can_be_for_a_visit(call):
    visit = call.made("visits", {})["id"]
    upload = call.upload(visit=str(visit)).json()["id"]
    assert Upload.objects.get(pk=upload).visit == Visit.objects.get(pk=visit)
    assert call.get(f"visits/{visit}").json()["images"] == [upload]
    refused = call.upload(visit="99")
    assert refused.json() == {"visit": ['Invalid pk "99" - object does not exist.']}


def test_an_upload_can_be_read_and_an_unknown_one_cannot(call):
    body = call.upload().json()
    read = call.get(f"uploads/{body['id']}")
    del body["duplicate"]
    assert (read.status_code, read.json()) == (200, body)
    for unknown in (0, body["id"] + 1, 2**63, 10**40):
        response = call.get(f"uploads/{unknown}/")
        assert (response.status_code, response.json()) == (404, {"detail": "Not found."})


@pytest.mark.parametrize("path", BY_URL)
@pytest.mark.parametrize("slash", ["", "/"])
def test_a_photo_comes_by_its_address_under_each_path_with_200(call, photo_url, path, slash):
    url = photo_url(picture(80, 60))
    response = call.post(path + slash, {"url": url})
    assert response.status_code == 200
    body = response.json()
    assert (body["width"], body["height"], body["duplicate"]) == (80, 60, False)


def test_an_address_may_come_in_a_form(call, photo_url):
    assert call.post("uploads_by_url", url=photo_url(picture())).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "",
        "shelf.jpg",
        "ftp://example.com/a.jpg",
        "file:///etc/passwd",
        "http://127.0.0.1/a.jpg",
        "http://169.254.169.254/latest",
        "http://[::1]/a.jpg",
        "http://user:pass@example.com/a.jpg",
        7,
        None,
        ["http://example.com"],
    ],
)
def test_an_address_that_is_none_or_private_is_refused_on_the_field(call, url):
    response = call.post("uploads/uploads_by_url", {"url": url})
    assert (response.status_code, list(response.json())) == (400, ["url"])


def test_what_lies_at_the_address_must_be_a_photo(call, photo_url, httpserver):
    refused = call.post("uploads_by_url", {"url": photo_url(b"<html>", "/page")})
    assert (refused.status_code, list(refused.json())) == (400, ["url"])
    gone = call.post("uploads_by_url", {"url": httpserver.url_for("/nothing-here")})
    assert (gone.status_code, list(gone.json())) == (400, ["url"])


def test_a_photo_too_large_at_its_address_is_refused(call, photo_url, settings):
    settings.MAX_PHOTO_BYTES = 200
    refused = call.post("uploads_by_url", {"url": photo_url(picture())})
    assert (refused.status_code, list(refused.json())) == (413, ["url"])


def test_the_file_is_served_to_anyone_who_knows_its_name(call):
    data = picture(format="PNG")
    url = call.upload(data).json()["url"]
    served = Client().get(url)
    assert b"".join(served.streaming_content) == data
    assert served.headers["Content-Type"] == "image/png"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert served.headers["Content-Length"] == str(len(data))
    assert Client().head(url).status_code == 200
    assert Client().post(url).status_code == 405


@pytest.mark.parametrize("path", ["", "2026/", "2026/01/02/", "../triptych.sqlite3", "secrets.env"])
def test_folders_and_other_files_are_not_served(call, path):
    default_storage.save("secrets.env", BytesIO(b"x"))
    assert Client().get("/media/" + path).status_code == 404


def test_a_file_that_is_gone_is_not_found(call):
    url = call.upload().json()["url"]
    default_storage.delete(Upload.objects.get().file.name)
    assert Client().get(url).status_code == 404


def test_a_failed_upload_leaves_no_file_behind(call, monkeypatch):
    kept = []
    monkeypatch.setattr(
        "scenes.services.uploads.record", lambda photo, name, **_: kept.append(name) or 1 / 0
    )
    assert call.upload().status_code == 500
    assert not default_storage.exists(kept[0])


def test_an_upload_has_a_timeline_of_its_steps(call):
    response = call.upload()
    timeline = TimelineRequest.objects.get(pk=response.headers["X-Timeline-Request-Id"])
    assert [step.name for step in timeline.steps.all()] == [
        "received",
        "photo_checked",
        "quality_judged",
        "responded",
    ]
    assert (timeline.panel, timeline.status) == ("scenes", 201)
