"""Examples of the first page: recognised for anybody, at most once in ten minutes, by a worker."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from core import examples, jobs
from core.models import Job, TimelineRequest
from recognition.models import SerialRecognition

PANELS = ("recognition", "scenes", "ocr_docs")


@pytest.fixture
def later(db):
    """``later(seconds)``: so much time goes by."""

    def pass_by(seconds):
        Job.objects.update(queued_at=F("queued_at") - timedelta(seconds=seconds))

    return pass_by


def finished(serial):
    """The worker's half, with what it read."""
    facts = [["Serial number", serial]]
    result = {"facts": facts, "boxes": [], "confidence": 0.5, "seconds": 1}
    jobs.finish(jobs.claim(Job.objects.get().pk), {**result, "at": timezone.now().isoformat()})


def click(panel, **headers):
    return Client().post(f"/examples/{panel}", headers=headers)


def look(panel):
    return Client().get(f"/examples/{panel}").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_offers_one_with_a_bundled_photo(panel):
    answer = Client().get(f"/examples/{panel}/photo")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    assert "Recognise it now" in look(panel)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/examples/core", "/examples/core/photo", "/examples/nothing"])
def test_others_have_none(path):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("panel", "value"),
    [("recognition", "OR6220714083"), ("ocr_docs", "WDBM3DBTBME251789"), ("scenes", "$4.49")],
)
def test_a_click_has_it_recognised_by_a_real_worker_and_boxes_are_drawn(worker, panel, value):
    assert click(panel).status_code == 302
    deadline = time.monotonic() + 120
    while "t-wait" in look(panel) and time.monotonic() < deadline:
        time.sleep(0.3)
    text = look(panel)
    assert value in text
    assert len(re.findall(r'<polygon points="[\d., -]+"', text)) >= 2
    assert "Recognised here in" in text
    assert "<button" not in text


@pytest.mark.django_db
def test_nothing_of_a_panel_is_written_and_no_key_is_asked_for():
    click("recognition")
    assert Job.objects.count() == 1
    assert not SerialRecognition.objects.exists()
    assert not TimelineRequest.objects.exists()


@pytest.mark.django_db
def test_what_a_visitor_sends_changes_nothing():
    sent = {"url": "https://example.com/large.jpg", "engines": "model", "photo": "x"}
    Client().post("/examples/recognition?image=1", sent)
    job = Job.objects.get()
    assert (job.task, job.input) == ("recognition.example", {})


def test_a_hundred_clicks_make_one_run_in_ten_minutes(later):
    for _ in range(100):
        click("recognition")
    assert Job.objects.get().state == Job.State.QUEUED
    finished("A-1")
    click("recognition")
    later(examples.PERIOD.total_seconds() - 120)
    click("recognition")
    assert Job.objects.get().state == Job.State.DONE
    later(121)
    click("recognition")
    assert Job.objects.get().state == Job.State.QUEUED


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_make_one_job_too():
    def one(_):
        try:
            return examples.open_example(examples.offers()["scenes"])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        opened = [job for job in pool.map(one, range(16)) if job]
    assert len(opened) == Job.objects.count() == 1
    Job.objects.update(state=Job.State.DONE, queued_at=timezone.now() - examples.PERIOD)
    with ThreadPoolExecutor(8) as pool:
        opened = [job for job in pool.map(one, range(16)) if job]
    assert len(opened) == 1


def test_while_no_worker_takes_it_it_waits_and_says_so(later):
    click("scenes")
    later(10 * examples.PERIOD.total_seconds())
    click("scenes")
    assert Job.objects.count() == 1
    assert "Waiting for a worker" in look("scenes")


def test_the_last_answer_stays_until_the_next_one_is_there(later):
    click("recognition")
    finished("A-1")
    assert "A-1" in look("recognition") and "sure to 50" in look("recognition")
    later(examples.PERIOD.total_seconds())
    click("recognition")
    assert examples.state(examples.offers()["recognition"]).answer["facts"][0][1] == "A-1"
    finished("A-2")
    assert "A-2" in look("recognition")
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_an_engine_that_fails_is_told_in_words_without_its_reason(settings, monkeypatch):
    def broken(_):
        raise RuntimeError("/inner/path")

    monkeypatch.setattr("recognition.showing.example.example", broken)
    click("recognition")
    examples.run(str(Job.objects.get().pk))
    text = look("recognition")
    assert "could not be recognised" in text
    assert "/inner/path" not in text
    assert "/inner/path" in Job.objects.get().error_detail


@pytest.mark.django_db
def test_another_site_cannot_start_one():
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/examples/recognition").status_code == 403
    assert not Job.objects.exists()
