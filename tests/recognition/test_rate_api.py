"""POST rateai: one's own recognition, from 1 to 5."""

import json

import pytest
from django.test import Client

from recognition.models import CachedReading, RecognitionDetail, SerialRecognition
from tests.conftest import RATE

pytestmark = pytest.mark.django_db(transaction=True)

INVALID = (400, {"message": "Invalid rating. Must be between 1 and 5"})


@pytest.fixture
def recognition(row):
    recognition = SerialRecognition.objects.create(
        clientUid="client-abc-123", serialNumber="X1", recognition_status="success"
    )
    RecognitionDetail.objects.create(recognition=recognition, cache_key="some-key")
    CachedReading.objects.create(key="some-key", owner="0" * 32)
    return recognition


def rate(api, recognition, rating=5, **changes):
    body = {"clientUid": "client-abc-123", "recognitionId": recognition.pk, "rating": rating}
    response = api(RATE, body | changes)
    return response.status_code, response.json()


def test_a_rating_is_stored_and_echoed(api, recognition):
    feedback = "Perfect recognition! Found exactly what I needed."
    assert rate(api, recognition, feedback=feedback) == (
        200,
        {"message": "Serial number recognition rated successfully.", "rating": 5},
    )
    recognition.refresh_from_db()
    assert (recognition.rating, recognition.feedback) == (5, feedback)


@pytest.mark.parametrize("rating", [5.0, "5", "5.0", 5])
def test_a_whole_number_may_come_as_float_or_text(api, recognition, rating):
    status, body = rate(api, recognition, rating)
    assert (status, json.dumps(body["rating"])) == (200, "5")


@pytest.mark.parametrize(
    "rating", [0, 6, -1, 4.5, "x", "", True, False, None, [], {}, "1e400", 10**400]
)
def test_anything_else_is_no_rating(api, recognition, rating):
    assert rate(api, recognition, rating) == INVALID


@pytest.mark.parametrize("text", ["NaN", "Infinity", '"nan"', '"inf"'])
def test_nan_and_infinity_are_no_ratings(recognition, text):
    body = f'{{"clientUid": "c", "recognitionId": "1", "rating": {text}}}'
    response = Client().post(RATE, body, content_type="application/json")
    assert response.status_code == 400


def test_a_missing_parameter_is_named_in_the_seeds_order(api, recognition):
    for body, message in [
        ({}, "Missing parameter: clientUid"),
        ({"clientUid": "c"}, "Missing parameter: recognitionId"),
        ({"clientUid": "c", "recognitionId": "1"}, INVALID[1]["message"]),
    ]:
        assert api(RATE, body).json() == {"message": message}


def test_an_unknown_record_and_another_clients_record_look_the_same(api, recognition):
    unknown = rate(api, recognition, recognitionId="456")
    foreign = rate(api, recognition, clientUid="somebody else")
    assert unknown == foreign == (404, {"message": "Recognition not found."})
    recognition.refresh_from_db()
    assert recognition.rating is None


def test_the_last_rating_wins(api, recognition):
    rate(api, recognition, 1)
    before = SerialRecognition.objects.get().updated_at
    rate(api, recognition, 4)
    recognition.refresh_from_db()
    assert recognition.rating == 4
    assert recognition.updated_at > before


@pytest.mark.parametrize(("rating", "kept"), [(1, 0), (2, 0), (3, 1), (5, 1)])
def test_a_bad_rating_forgets_the_cached_reading(api, recognition, rating, kept):
    rate(api, recognition, rating)
    assert CachedReading.objects.count() == kept


def test_feedback_is_cut_and_cleaned(api, recognition):
    rate(api, recognition, feedback="a\x00b\x07" + "x" * 3000)
    recognition.refresh_from_db()
    assert recognition.feedback.startswith("abx")
    assert len(recognition.feedback) == 2000


def test_an_integer_id_is_taken_as_its_digits(api, recognition):
    assert rate(api, recognition, recognitionId=456)[0] == 404
