"""The cache: by content, one reader at a time, errors never kept."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from core import jobs
from core.models import Job
from recognition import analysis, cache
from recognition.answers import Answer
from recognition.models import CachedReading, RecognitionSettings, SerialRecognition
from tests.conftest import ANALYZE, RATE, draw_label, jpeg

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "k" * 64


def answer(serial="X1"):
    return Answer(
        serial_number=serial,
        confidence=0.9,
        location="",
        additional_numbers=[],
        notes="",
        tokens=1250,
        model="m",
        cached=False,
        barcodes=[],
        candidates=[],
        box=None,
        checks={},
    )


def running_job():
    return jobs.claim(jobs.open_job("some.task", input={}).pk)


def test_the_first_reader_owns_the_key_and_the_next_one_gets_its_answer():
    job = running_job()
    assert cache.look_up(KEY, job.pk) is None
    cache.store(KEY, job.pk, answer())
    hit = cache.look_up(KEY, uuid.uuid4())
    assert (hit.serial_number, hit.tokens, hit.cached) == ("X1", 0, True)


def test_a_second_reader_waits_while_the_first_one_lives():
    cache.look_up(KEY, running_job().pk)
    with pytest.raises(cache.InProgress):
        cache.look_up(KEY, running_job().pk)


def test_a_dead_reader_is_succeeded_and_can_store_nothing_any_more():
    dead, heir = running_job(), running_job()
    cache.look_up(KEY, dead.pk)
    Job.objects.filter(pk=dead.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert cache.look_up(KEY, heir.pk) is None
    cache.store(KEY, dead.pk, answer("late"))
    assert CachedReading.objects.get().answer is None


def test_a_failure_is_forgotten():
    job = running_job()
    cache.look_up(KEY, job.pk)
    cache.give_up(KEY, job.pk)
    assert not CachedReading.objects.exists()


def test_nothing_found_is_kept_for_minutes_only():
    for serial, longest in [("X1", timedelta(days=31)), (None, timedelta(minutes=6))]:
        job = running_job()
        cache.look_up(str(serial), job.pk)
        cache.store(str(serial), job.pk, answer(serial))
        assert CachedReading.objects.get(key=str(serial)).expires_at < timezone.now() + longest


def test_an_expired_entry_is_read_again_and_purged():
    job = running_job()
    cache.look_up(KEY, job.pk)
    cache.store(KEY, job.pk, answer())
    CachedReading.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert cache.purge() == 1
    assert cache.look_up(KEY, running_job().pk) is None


def test_a_reader_that_ended_just_before_the_parking_is_noticed(row, monkeypatch):
    owner, late = running_job(), jobs.open_job("recognition.analyze", input={"upload": ""})

    def finds_it_in_progress(run):
        run.cache_key = KEY
        raise cache.InProgress(KEY)

    monkeypatch.setattr(analysis, "_answer", finds_it_in_progress)
    Job.objects.filter(pk=late.pk).update(timeline_id=late.pk)
    cache.look_up(KEY, owner.pk)
    assert analysis.analyze(str(late.pk)) == []
    Job.objects.filter(pk=late.pk).update(state=Job.State.QUEUED)
    cache.store(KEY, owner.pk, answer())
    assert analysis.analyze(str(late.pk)) == [str(late.pk)]


def ask(api, url, client="c"):
    return api(ANALYZE, {"clientUid": client, "imageUrl": url}).json()


def test_the_same_picture_at_another_address_is_answered_from_the_cache(
    worker, row, api, photo, photo_url
):
    first, second = ask(api, photo_url(photo, "/a.jpg")), ask(api, photo_url(photo, "/b.jpg"))
    assert (first["cached"], second["cached"]) == (False, True)
    assert first["recognitionId"] != second["recognitionId"]
    assert first["timeline_request_id"] != second["timeline_request_id"]
    assert SerialRecognition.objects.count() == 2


def test_another_picture_at_the_same_address_is_read_again(
    worker, row, api, photo, httpserver, settings
):
    settings.ALLOWED_PRIVATE_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    for data in (photo, jpeg(draw_label("OTHER-99112"))):
        httpserver.expect_oneshot_request("/a.jpg").respond_with_data(data)
    url = httpserver.url_for("/a.jpg")
    assert [ask(api, url)["serialNumber"] for _ in range(2)] == ["SN-4711-0815", "OTHER-99112"]


def test_clients_do_not_share_readings(worker, row, api, photo, photo_url):
    url = photo_url(photo)
    assert [ask(api, url, client)["cached"] for client in ("a", "b")] == [False, False]


def test_without_caching_every_call_reads(worker, row, api, photo, photo_url):
    RecognitionSettings.objects.update(CacheResults=False)
    url = photo_url(photo)
    assert [ask(api, url)["cached"] for _ in range(2)] == [False, False]
    assert not CachedReading.objects.exists()


def test_an_error_is_not_cached(worker, row, api, photo_url):
    url = photo_url(b"no picture")
    ask(api, url)
    assert not CachedReading.objects.exists()


def test_a_bad_rating_makes_the_next_call_read_again(worker, row, api, photo, photo_url):
    url = photo_url(photo)
    first = ask(api, url)
    api(RATE, {"clientUid": "c", "recognitionId": first["recognitionId"], "rating": 1})
    assert ask(api, url)["cached"] is False


def test_simultaneous_calls_read_once(worker, row, photo, photo_url):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection
    from django.test import Client

    url = photo_url(photo)

    def call(_):
        body = {"clientUid": "c", "imageUrl": url}
        try:
            return Client().post(ANALYZE, body, content_type="application/json").json()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(call, range(6)))
    assert [a["serialNumber"] for a in answers] == ["SN-4711-0815"] * 6
    assert sorted(a["cached"] for a in answers) == [False] + [True] * 5
    assert len({a["recognitionId"] for a in answers}) == 6
