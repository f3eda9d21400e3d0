"""Idempotency-Key: a request sent again is answered again, and makes nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from core.models import ApiKey
from scenes.api import idempotency
from scenes.models import Brand, KeptAnswer, Upload, Visit
from tests.scenes.conftest import Caller, picture

ONCE = {"Idempotency-Key": "abc-1"}


def test_the_same_request_gets_the_same_answer_and_makes_nothing_twice(call):
    first = call.post("brands", {"name": "a"}, headers=ONCE)
    second = call.post("brands/", {"name": "a"}, headers=ONCE)
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert second.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert Brand.objects.count() == 1


def test_a_photo_sent_again_with_another_boundary_is_the_same(call):
    first = call.upload(headers=ONCE)
    second = call.upload(headers=ONCE, name="1.jpg")
    assert first.json() == second.json()
    assert Upload.objects.count() == 1
    assert first.json()["duplicate"] is False


def test_another_body_or_path_with_the_same_key_is_refused(call):
    call.post("brands", {"name": "a"}, headers=ONCE)
    for response in (
        call.post("brands", {"name": "b"}, headers=ONCE),
        call.post("manufacturers", {"name": "a"}, headers=ONCE),
    ):
        assert response.status_code == 422
        assert response.json() == {"detail": "This Idempotency-Key was used for another request."}
    call.upload(headers={"Idempotency-Key": "photo"})
    other = call.upload(picture(shade=3), headers={"Idempotency-Key": "photo"})
    assert other.status_code == 422
    assert Upload.objects.count() == 1


def test_another_token_has_its_own_keys(call):
    other = Caller(ApiKey.objects.create_key(name="other")[1])
    call.post("brands", {"name": "a"}, headers=ONCE)
    assert other.post("brands", {"name": "b"}, headers=ONCE).status_code == 201


def test_a_key_holds_for_a_day(call):
    call.post("brands", {"name": "a"}, headers=ONCE)
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))
    assert call.post("brands", {"name": "b"}, headers=ONCE).status_code == 201
    assert KeptAnswer.objects.count() == 1


def test_a_request_that_made_nothing_can_be_mended_and_sent_again(call):
    assert call.post("brands", {"name": ""}, headers=ONCE).status_code == 400
    assert call.post("brands", {"name": "a"}, headers=ONCE).status_code == 201


def test_a_failure_of_ours_is_not_kept(call, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("scenes.api.records.RecordView.shown", lambda self, row: 1 / 0)
        assert call.post("brands", {"name": "a"}, headers=ONCE).status_code == 500
    assert not Brand.objects.exists()
    assert call.post("brands", {"name": "a"}, headers=ONCE).status_code == 201


def test_the_twin_of_a_request_at_work_is_told_to_wait(call, token):
    key = ApiKey.objects.get()
    call.post("visits", {}, headers=ONCE)
    KeptAnswer.objects.filter(key=key).update(status=None)
    assert call.post("visits", {}, headers=ONCE).status_code == 409
    KeptAnswer.objects.update(created_at=timezone.now() - idempotency.ABANDONED)
    assert call.post("visits", {}, headers=ONCE).status_code == 201
    assert Visit.objects.count() == 2


def test_the_answer_is_kept_with_what_it_tells_of(call, monkeypatch):
    """The web process dies after the upload is written and before it has answered."""
    monkeypatch.setattr(idempotency, "end", lambda *_: None)
    first = call.upload(headers=ONCE)
    assert call.upload(headers=ONCE).json() == first.json()
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("name", ["x" * 256, "a\tb"])
def test_a_key_that_cannot_be_kept_is_refused(call, name):
    response = call.post("brands", {"name": "a"}, headers={"Idempotency-Key": name})
    assert response.status_code == 400
    assert not Brand.objects.exists()


def test_a_token_is_never_kept_in_plain_text(shelf):
    master = Caller(ApiKey.objects.create_key(name="m", endpoints=["shelf-tokens"])[1])
    tokens = {
        master.post("/api/auth/v1.0/get_token/", headers=ONCE).json()["token"] for _ in range(2)
    }
    assert len(tokens) == 2
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_one(call, token):
    def send(_):
        try:
            return Caller(token).upload(headers=ONCE)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(send, range(12)))
    assert {a.status_code for a in answers} <= {201, 409}
    assert len({a.json()["id"] for a in answers if a.status_code == 201}) == 1
    assert Upload.objects.count() == 1
    assert default_storage.exists(Upload.objects.get().file.name)
