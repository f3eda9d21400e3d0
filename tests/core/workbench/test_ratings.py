"""Low ratings: ready to be labelled where the photo can be had again."""

import base64

import pytest

from core.workbench.models import Example, Trial
from recognition.models import RecognitionSettings, SerialRecognition
from tests.conftest import ANALYZE, RATE
from tests.core.workbench.conftest import ended

PAGE = "/workbench/ratings"


@pytest.fixture
def rated(worker, api, photo, photo_url):
    """A recognition of a photo from the web, rated with so many stars."""
    RecognitionSettings(allowedDomains=["localhost"], CacheResults=False).configure()
    url = photo_url(photo) + "?token=secret"

    def rate(stars=1, **photo_fields):
        body = {"clientUid": "me", **(photo_fields or {"imageUrl": url})}
        origin = {"Origin": "http://localhost"}
        answer = api(ANALYZE, body, **origin).json()
        body = {
            "clientUid": "me",
            "recognitionId": answer["recognitionId"],
            "rating": stars,
            "feedback": "the last digit is wrong",
        }
        assert api(RATE, body, **origin).status_code == 200
        return SerialRecognition.objects.get(pk=answer["recognitionId"])

    return rate


def test_a_low_rating_is_fetched_and_labelled_with_one_click(ann, rated):
    row = rated(1)
    page = ann.get(PAGE).content.decode()
    assert "the last digit is wrong" in page
    assert "Fetch and label" in page
    assert "token=secret" not in page
    answer = ann.post(f"{PAGE}/fetch", {"kind": "serial", "reference": row.pk})
    trial = ended(Trial.objects.get(pk=answer.url.split("/trials/")[1]))
    assert trial.answers[0]["answer"]["label"] == "SN-4711-0815"
    ann.post(f"/workbench/trials/{trial.pk}/save", {"expected": "SN-4711-0816"})
    assert Example.objects.get().source == row.pk
    assert "the last digit is wrong" not in ann.get(PAGE).content.decode()


def test_a_good_rating_does_not_come_there(ann, rated):
    rated(3)
    assert "the last digit is wrong" not in ann.get(PAGE).content.decode()


def test_a_photo_that_is_kept_is_shown_and_labelled_from_there(ann, rated, photo):
    RecognitionSettings.objects.update(photoDays=7)
    row = rated(1, imageBase64=base64.b64encode(photo).decode())
    page = ann.get(PAGE).content.decode()
    assert f'src="/admin/recognition/serialrecognition/{row.pk}/photo.jpg"' in page
    answer = ann.post(f"{PAGE}/fetch", {"kind": "serial", "reference": row.pk})
    trial = ended(Trial.objects.get(pk=answer.url.split("/trials/")[1]))
    assert trial.source == row.pk
    assert trial.answers[0]["answer"]["label"] == "SN-4711-0815"


def test_a_photo_that_was_not_kept_is_said_to_be_gone(ann, rated, photo):
    row = rated(2, imageBase64=base64.b64encode(photo).decode())
    page = ann.get(PAGE).content.decode()
    assert "Not kept" in page
    assert "Fetch and label" not in page
    sent = ann.post(f"{PAGE}/fetch", {"kind": "serial", "reference": row.pk})
    assert sent.status_code == 404


def test_a_rating_that_is_not_there_is_not_fetched(ann):
    assert ann.post(f"{PAGE}/fetch", {"kind": "serial", "reference": "x"}).status_code == 404
