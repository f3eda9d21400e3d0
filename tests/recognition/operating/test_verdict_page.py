"""The page of one recognition: photo, reasons, JSON; for whom, and how long."""

import dataclasses
import io
import json
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from recognition import services, uploads
from recognition.answers import answer_of, body_of
from recognition.judging.serials import decide
from recognition.models import RecognitionDetail, SerialRecognition
from recognition.operating.reasons import factors, reasons
from tests.conftest import draw_label, jpeg
from tests.people import staff

pytestmark = pytest.mark.django_db
HOSTILE = "</script><img src=x onerror=\"alert('1')\">"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def recognised(seen, *, client="me", photo=b"", **more):
    """The row of an answer to what was seen, as a worker writes it."""
    answer = answer_of(decide(seen), tokens=0, model="")
    row = SerialRecognition.objects.create(
        clientUid=client,
        serialNumber=answer.serial_number or "",
        confidence=answer.confidence,
        recognition_status="success" if answer.serial_number else "failed",
        location=answer.location,
        additionalNumbers=answer.additional_numbers,
        notes=answer.notes,
        timeline_request_id=str(uuid.uuid4()),
        **more,
    )
    told = dataclasses.asdict(answer)
    names = ("tokens", "model", "cached", "box", "barcodes", "candidates", "checks", "seen")
    RecognitionDetail.objects.create(
        recognition=row,
        photo=uploads.keep_beside(row.pk, photo) if photo else "",
        **{name: told[name] for name in names},
    )
    return row


def page(client, row):
    response = client.get(reverse("admin:recognition_serialrecognition_change", args=[row.pk]))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def picture(client, row):
    return client.get(reverse("admin:recognition_photo", args=[row.pk]))


@pytest.fixture
def kept(label, bars, photo):
    seen = label("ACME", "S/N: VN48Q27A19036", "Model: PX-200", barcodes=[bars("VN48Q27A19036")])
    return recognised(seen, photo=photo)


def test_the_photo_shows_each_line_and_barcode_and_the_answer(kept):
    html = page(staff("view_serialrecognition"), kept)
    assert reverse("admin:recognition_photo", args=[kept.pk]) in html
    assert 'viewBox="0 0 1000 1000"' in html
    for row in ("t0", "t1", "t2", "b0", "c0"):
        assert f'data-row="{row}"' in html
    assert 'data-name="VN48Q27A19036" data-detail="the answer: serial number, 0.985"' in html


def test_the_picture_is_upright_and_without_what_the_camera_wrote(kept):
    turned = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera 4711"
    draw_label().save(turned, "JPEG", exif=exif)
    uploads.keep_beside(kept.pk, turned.getvalue())
    response = picture(staff("view_serialrecognition"), kept)
    assert Image.open(io.BytesIO(response.content)).size == (480, 900)
    assert b"Camera 4711" not in response.content
    assert "no-store" in response["Cache-Control"]


def test_the_photo_is_for_those_who_may_see_recognitions(kept):
    client = staff("view_job")
    assert picture(client, kept).status_code == 404
    assert picture(Client(), kept).status_code == 302
    address = reverse("admin:recognition_serialrecognition_change", args=[kept.pk])
    assert client.get(address).status_code == 403


def test_why_an_answer_won_is_said_in_words(kept):
    html = page(staff("view_serialrecognition"), kept)
    for said in (
        "It stands beside “S/N”, which names a serial number.",
        "It was decoded from a barcode, which is practically exact.",
        "The print beside the barcode says the same.",
        "Never a serial number, by what they are:",
    ):
        assert said in html


def test_without_a_photo_what_was_read_stands_where_it_stood(label, row):
    html = page(staff("view_serialrecognition"), recognised(label("S/N: VN48Q27A19036")))
    assert "<img" not in html.partition("data-viewer")[2].partition("</figure>")[0]
    assert 'lang="th">S/N: VN48Q27A19036</text>' in html
    assert "set “keep photos (days)” in the settings" in html


def test_where_photos_are_kept_a_lost_one_is_explained(label, row):
    row.photoDays = 7
    row.configure()
    html = page(staff("view_serialrecognition"), recognised(label("S/N: VN48Q27A19036")))
    assert "photos are kept for 7 days" in html


def test_a_photo_goes_when_its_days_are_over_and_the_answer_stays(kept, row):
    row.photoDays = 2
    row.configure()
    name = kept.detail.photo
    services.purge()
    assert default_storage.exists(name)
    SerialRecognition.objects.update(created_at=timezone.now() - timedelta(days=3))
    services.purge()
    assert not default_storage.exists(name)
    client = staff("view_serialrecognition")
    assert picture(client, kept).status_code == 404
    assert "S/N: VN48Q27A19036" in page(client, kept)


def test_when_photos_are_not_to_be_kept_any_more_those_kept_go(kept, row):
    services.purge()
    assert not default_storage.exists(kept.detail.photo)


def test_photos_go_with_their_client_and_with_their_recognition(kept, row, label, photo):
    other = recognised(label("S/N: OTHER-4711"), client="other", photo=photo)
    services.delete_client("me")
    assert not default_storage.exists(kept.detail.photo)
    assert default_storage.exists(other.detail.photo)
    row.photoDays = 1000
    row.configure()
    SerialRecognition.objects.update(created_at=timezone.now() - timedelta(days=200))
    services.purge()
    assert not SerialRecognition.objects.exists()
    assert not default_storage.exists(other.detail.photo)


def test_hostile_text_on_a_photo_stays_text(label, bars, photo):
    seen = label("S/N: VN48Q27A19036", HOSTILE, barcodes=[bars(HOSTILE, y=600)])
    html = page(staff("view_serialrecognition"), recognised(seen, photo=photo))
    assert HOSTILE not in html
    assert "<img src=x" not in html
    assert "&lt;/script&gt;&lt;img src=x onerror=&quot;" in html


def test_the_json_is_what_was_answered(kept, label, bars):
    html = page(staff("view_serialrecognition"), kept)
    shown = html[html.index('id="answer-json"') :].partition(">")[2].partition("</pre>")[0]
    seen = label("ACME", "S/N: VN48Q27A19036", "Model: PX-200", barcodes=[bars("VN48Q27A19036")])
    body = body_of(
        answer_of(decide(seen), tokens=0, model=""),
        threshold=0.7,
        recognition_id=kept.pk,
        timeline_request_id=kept.timeline_request_id,
    )
    assert unescape(shown) == json.dumps(body, indent=2, ensure_ascii=False)
    assert "why" not in body["candidates"][0]
    assert "seen" not in body


def test_an_answer_from_before_evidence_was_kept_opens(kept):
    RecognitionDetail.objects.update(seen={}, photo="", candidates=[])
    html = page(staff("view_serialrecognition"), kept)
    assert "before Triptych kept what it reads" in html


def test_a_failed_request_opens_and_says_so():
    row = SerialRecognition.objects.create(clientUid="me", recognition_status="error")
    RecognitionDetail.objects.create(recognition=row, error_code="engine_timeout")
    html = page(staff("view_serialrecognition"), row)
    assert "The request was answered with an error (engine_timeout)." in html
    assert "the photo was not read" in html


def test_a_failed_request_shows_the_photo_that_was_kept(photo):
    row = SerialRecognition.objects.create(clientUid="me", recognition_status="error")
    name = uploads.keep_beside(row.pk, photo)
    RecognitionDetail.objects.create(recognition=row, error_code="engine_timeout", photo=name)
    assert 'viewBox="0 0 900 480"' in page(staff("view_serialrecognition"), row)


def test_what_speaks_against_a_value_is_said_too(label):
    seen = label(("No. VN48Q27A19036", 100, 100, {"score": 0.5}), "QX77-1234", readings=1)
    told = dataclasses.asdict(answer_of(decide(seen), tokens=0, model=""))["candidates"]
    texts = {reason.text: reason.speaks_for for one in told for reason in reasons(one)}
    assert texts["It stands beside “No”, which may name a serial number."]
    assert texts["It was read once only."] is False
    assert texts["A character is hard to read (0.50)."] is False
    assert texts["Nothing beside it says what it is."] is False
    assert all(len(factors(one)) == 3 for one in told)


def test_a_photo_is_kept_only_when_that_is_set(api, worker, row, photo, photo_url):
    body = {"clientUid": "me", "imageUrl": photo_url(photo)}
    api("/api/data/ai_serial_recognition/analyze", body)
    assert RecognitionDetail.objects.get().photo == ""
    row.photoDays = 1
    row.configure()
    api("/api/data/ai_serial_recognition/analyze", body | {"clientUid": "you"})
    detail = RecognitionDetail.objects.exclude(photo="").get()
    assert uploads.read(detail.photo) == photo
    assert jpeg(draw_label()) == photo
    assert detail.seen["lines"]
