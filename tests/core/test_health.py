"""/healthz: what is wrong, and what to do about it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from core import jobs
from core.models import Heartbeat, Job

NOW_S = timedelta(0)


@pytest.fixture
def heartbeat(db):
    """``heartbeat(ago=…, text="ok")``: a worker reported, with the state of its engine.

    It takes jobs from all queues, unless ``queues`` names some.
    """

    def beat(ago=NOW_S, name="worker@here", queues=settings.QUEUES, **engines):
        engines = engines or {"text": "ok", "barcodes": "ok"}
        detail = {"pid": 1, "queues": list(queues), "engines": engines}
        Heartbeat.objects.create(name=name, seen_at=timezone.now() - ago, detail=detail)

    return beat


def report():
    response = Client().get("/healthz")
    return response.status_code, response.json()


def test_all_is_well(heartbeat):
    heartbeat()
    status, body = report()
    assert (status, body["status"]) == (200, "ok")
    assert body["database"] == {"ok": True, "vendor": connection.vendor}
    assert body["queue"] == {"ok": True, "unfinished": 0, "oldest_s": 0.0}
    assert body["engines"] == {"ok": True, "text": "ok", "barcodes": "ok"}


def test_a_worker_that_never_reported_is_missed(db):
    status, body = report()
    assert (status, body["status"]) == (503, "unavailable")
    assert "No worker has reported" in body["worker"]["hint"]
    assert "No worker has made its engines ready" in body["engines"]["hint"]


def test_a_silent_worker_is_missed(heartbeat):
    heartbeat(ago=timedelta(seconds=46))
    status, body = report()
    assert status == 503
    assert "hint" in body["worker"]
    assert body["database"]["ok"] and body["queue"]["ok"]


def test_one_silent_worker_among_others_is_named(heartbeat):
    heartbeat()
    heartbeat(name="documents@here", ago=timedelta(seconds=50))
    status, body = report()
    assert status == 503
    assert body["worker"]["hint"].startswith("documents@here")


def test_a_worker_that_was_taken_away_is_forgotten(heartbeat):
    heartbeat()
    heartbeat(name="documents@here", ago=timedelta(minutes=11), thai="failed")
    status, body = report()
    assert (status, body["worker"]["names"]) == (200, ["worker@here"])


def test_a_queue_that_no_worker_takes_jobs_from_is_named(heartbeat):
    heartbeat(queues=["recognition", "housekeeping", "webhooks"])
    status, body = report()
    assert status == 503
    assert "jobs from ocr, scenes." in body["worker"]["hint"]
    heartbeat(name="documents@here", queues=["ocr"])
    heartbeat(name="scenes@here", queues=["scenes"])
    assert report()[0] == 200


def test_a_job_that_waits_for_minutes_turns_the_queue_red(heartbeat):
    heartbeat()
    job = jobs.open_job("some.task", input={})
    Job.objects.filter(pk=job.pk).update(queued_at=timezone.now() - timedelta(minutes=6))
    status, body = report()
    assert status == 503
    assert body["queue"]["unfinished"] == 1
    assert 359 < body["queue"]["oldest_s"] < 370
    assert "Start more workers" in body["queue"]["hint"]


def test_a_second_message_for_it_changes_nothing(heartbeat):
    heartbeat()
    job = jobs.open_job("some.task", input={})
    long_ago = timezone.now() - timedelta(minutes=6)
    Job.objects.filter(pk=job.pk).update(queued_at=long_ago, nudged_at=long_ago)
    assert jobs.due() == [job]
    assert report()[0] == 503


def test_an_old_job_that_is_run_again_does_not(heartbeat):
    heartbeat()
    job = jobs.open_job("some.task", input={})
    jobs.fail(jobs.claim(job.pk), code="engine_failed")
    long_ago = timezone.now() - timedelta(days=3)
    Job.objects.filter(pk=job.pk).update(created_at=long_ago, queued_at=long_ago)
    assert report()[0] == 200
    jobs.requeue(job)
    status, body = report()
    assert (status, body["queue"]["unfinished"]) == (200, 1)


def test_a_broken_engine_is_named(heartbeat):
    heartbeat(text="ImportError: no such model", barcodes="ok")
    status, body = report()
    assert status == 503
    assert body["engines"]["text"] == "failed"
    assert "no such model" not in str(body)
    assert "cannot start" in body["engines"]["hint"]


@pytest.fixture
def no_database(transactional_db):
    """The database has gone: nobody answers where the settings say."""
    nowhere = {"NAME": "/nowhere/at/all.sqlite3", "HOST": "127.0.0.1", "PORT": "1"}
    connection.close()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in nowhere.items():
            patch.setitem(connection.settings_dict, name, value)
        yield
        connection.close()


def test_a_database_that_is_gone_is_a_503_too(no_database):
    status, body = report()
    assert (status, body["status"]) == (503, "unavailable")
    assert list(body) == ["status", "database"]
    assert "DATABASE_URL" in body["database"]["hint"]
