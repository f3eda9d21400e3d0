"""A hundred requests a minute for each token and endpoint, counted exactly."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from core.models import ApiKey
from tests.scenes.conftest import Caller, picture


@pytest.fixture
def limit(shelf):
    """``limit(3)``: so many requests a minute."""

    def set_to(number):
        shelf.requestsPerMinute = number
        shelf.save()

    return set_to


def test_the_limit_is_a_hundred_unless_it_is_changed(db, token):
    call = Caller(token)
    answers = [call.post("uploads").status_code for _ in range(101)]
    assert answers == [400] * 100 + [429]


def test_a_refused_call_is_told_how_long_to_wait_in_the_sentence_of_drf(call, limit):
    limit(1)
    call.upload()
    response = call.upload()
    assert response.status_code == 429
    wait = int(response.headers["Retry-After"])
    assert 0 < wait <= 60
    unit = "second" if wait == 1 else "seconds"
    said = f"Request was throttled. Expected available in {wait} {unit}."
    assert response.json() == {"detail": said}


def test_endpoints_and_tokens_are_counted_apart(call, limit, photo_url):
    limit(1)
    assert call.upload().status_code == 201
    assert call.post("uploads_by_url", {"url": photo_url(picture())}).status_code == 200
    other = Caller(ApiKey.objects.create_key(name="other")[1])
    assert other.upload().status_code == 201
    assert call.upload().status_code == 429


def test_all_paths_of_an_endpoint_are_counted_together(call, limit):
    limit(2)
    paths = ["uploads/uploads_by_url", "/upload_by_url/", "/api/data/v1.5/uploads_by_url"]
    assert [call.post(path, {}).status_code for path in paths] == [400, 400, 429]


def test_reading_is_not_limited(call, limit):
    limit(1)
    upload = call.upload().json()["id"]
    answers = {call.get(f"uploads/{upload}").status_code for _ in range(5)}
    assert answers == {200}


def test_no_limit_can_be_set(call, limit):
    limit(0)
    assert {call.post("uploads").status_code for _ in range(120)} == {400}


@pytest.mark.django_db(transaction=True)
def test_under_load_exactly_as_many_pass_as_may(call, limit, token):
    limit(10)

    def send(_):
        try:
            file = SimpleUploadedFile("1.jpg", picture())
            return Caller(token).post("uploads", datafile=file).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(24)))
    assert sorted(answers) == [201] * 10 + [429] * 14
