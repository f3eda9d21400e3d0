"""What goes wrong in a worker: the row always ends, once, with a code; the next request is fine."""

import base64
from datetime import timedelta

import numpy as np
import pytest
import zxingcpp
from django.test import Client
from django.utils import timezone
from PIL import Image

from core import jobs
from core.engines.scripted import ScriptedText
from core.models import Job, TimelineStep
from core.tasks import sweep
from recognition import services
from recognition.models import CachedReading, RecognitionSettings, SerialRecognition
from recognition.services import PhotoSource
from recognition.tasks import analyze
from tests.conftest import ANALYZE, jpeg

SERIAL = "SN-4711-0815"
BROKEN = "tests.recognition.test_worker_failures.BrokenText"


class BrokenText(ScriptedText):
    """A text engine with a fault that nobody foresaw."""

    def __init__(self, **options):
        super().__init__([RuntimeError("segment \x00 7 is missing")] * 100)


@pytest.fixture
def ask(worker, row, api, photo_url):
    def ask(data, client="c"):
        return api(ANALYZE, {"clientUid": client, "imageUrl": photo_url(data)})

    return ask


@pytest.fixture
def opened(row, transactional_db, photo_url, photo):
    """A job as the view writes it, without a message in the queue."""
    timeline = services.timeline.Timeline.begin("recognition")
    timeline.flush()
    return services.open_analysis(
        client_uid="c", source=PhotoSource(url=photo_url(photo)), row=row, timeline_id=timeline.id
    )


def its_worker_died(job, attempts=1):
    """The state a job is left in by ``kill -9``: claimed, its lease not renewed."""
    for _ in range(attempts):
        jobs.claim(job.pk)
        long_ago = timezone.now() - timedelta(minutes=1)
        Job.objects.filter(pk=job.pk).update(lease_until=long_ago, nudged_at=long_ago)


def test_a_fault_of_an_engine_is_a_500_and_the_next_request_is_fine(ask, photo, settings):
    good = settings.ENGINES
    settings.ENGINES = {**good, "text": {"BACKEND": BROKEN}}
    response = ask(photo)
    assert (response.status_code, response.json()) == (500, {"message": "Internal Server Error"})
    assert response.headers["X-Error-Code"] == "internal_error"
    job = Job.objects.get()
    assert (job.state, job.error_code, job.attempts) == (Job.State.FAILED, "internal_error", 1)
    assert "RuntimeError" in job.error_detail
    assert SerialRecognition.objects.get().recognition_status == "error"
    assert not CachedReading.objects.exists()

    settings.ENGINES = good
    assert ask(photo).json()["serialNumber"] == SERIAL


def test_an_engine_that_cannot_start_is_a_500(ask, photo, settings):
    settings.ENGINES = {**settings.ENGINES, "text": {"BACKEND": "nowhere.Engine"}}
    assert ask(photo).headers["X-Error-Code"] == "internal_error"


def test_a_job_whose_worker_died_is_swept_up_and_answered_once(worker, opened):
    its_worker_died(opened)
    sweep()
    done = jobs.wait_for(opened.pk, deadline_s=120)
    assert (done.state, done.attempts) == (Job.State.DONE, 2)
    assert SerialRecognition.objects.get().serialNumber == SERIAL
    fetched = TimelineStep.objects.get(name="image_fetch")
    assert fetched.attempt == 2


def test_a_job_that_was_tried_often_enough_is_written_off_once(worker, opened):
    its_worker_died(opened, attempts=jobs.MAX_ATTEMPTS)
    sweep()
    done = jobs.wait_for(opened.pk, deadline_s=120)
    assert (done.state, done.error_code) == (Job.State.FAILED, "worker_lost")
    analyze.delay(str(opened.pk))
    sweep()
    assert SerialRecognition.objects.get().recognition_status == "error"


def test_a_doubled_message_is_harmless(worker, opened):
    for _ in range(4):
        analyze.delay(str(opened.pk))
    jobs.wait_for(opened.pk, deadline_s=120)
    analyze(str(opened.pk))
    assert SerialRecognition.objects.count() == 1
    assert TimelineStep.objects.filter(name="saved").count() == 1


def test_a_message_for_a_job_that_is_gone_is_harmless(transactional_db):
    analyze("01939d3e-5b1c-7a51-9a53-3f1d8e0c2b44")
    assert Job.objects.count() == 0


def test_a_late_worker_changes_nothing(opened):
    """Its lease ran out while it worked, and another one has the job now."""
    late = jobs.claim(opened.pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    heir = jobs.claim(opened.pk)
    with pytest.raises(jobs.LeaseLost):
        jobs.finish(late, {})
    jobs.fail(heir, code="some_code")
    assert Job.objects.get().error_code == "some_code"


def test_a_photo_server_that_hangs_is_left_at_the_deadline(worker, row, api, httpserver, settings):
    import time

    settings.ALLOWED_PRIVATE_HOSTS = [f"{httpserver.host}:{httpserver.port}"]
    settings.FETCH_DEADLINE_S = 0.3
    httpserver.expect_request("/slow.jpg").respond_with_handler(lambda request: time.sleep(1))
    started = time.monotonic()
    response = api(ANALYZE, {"clientUid": "c", "imageUrl": httpserver.url_for("/slow.jpg")})
    assert time.monotonic() - started < 0.95
    assert (response.status_code, response.json()) == (
        422,
        {"message": "Image could not be loaded."},
    )
    assert response.headers["X-Error-Code"] == "fetch_failed"


def test_a_caller_is_not_kept_longer_than_the_deadline_and_the_job_goes_on(
    worker, row, api, photo, photo_url, settings
):
    settings.ANSWER_DEADLINE_S = 0.02
    response = api(ANALYZE, {"clientUid": "c", "imageUrl": photo_url(photo)})
    assert (response.status_code, response.json()) == (500, {"message": "Internal Server Error"})
    assert response.headers["X-Error-Code"] == "engine_timeout"
    assert jobs.wait_for(Job.objects.get().pk, deadline_s=120).state == Job.State.DONE


def test_an_uploaded_photo_that_is_gone_has_a_code_of_its_own(worker, row, photo):
    body = {"clientUid": "c", "imageBase64": base64.b64encode(photo).decode()}
    RecognitionSettings.objects.update(CacheResults=False)
    Client().post(ANALYZE, body, content_type="application/json")
    job = Job.objects.get()
    Job.objects.update(state=Job.State.FAILED)
    jobs.requeue(job)
    analyze.delay(str(job.pk))
    again = jobs.wait_for(job.pk, deadline_s=120)
    assert (again.state, again.error_code) == (Job.State.FAILED, "photo_gone")
    assert "deleted" in again.error_detail


def test_a_barcode_with_unprintable_bytes_is_stored_all_the_same(ask):
    code = zxingcpp.create_barcode("AB\x00CD\x1dEF-12345\x7f", zxingcpp.BarcodeFormat.QRCode)
    bars = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=6)))
    response = ask(jpeg(bars.convert("RGB")))
    assert response.status_code == 200, response.content
    assert "\x00" not in str(response.json())
    assert [set("\x00") & set(str(row)) for row in SerialRecognition.objects.values()] == [set()]


def test_keys_stand_in_the_same_order_whatever_the_database(ask, photo):
    body = ask(photo).json()
    again = ask(photo).json()
    for answer in (body, again):
        assert list(answer["barcodes"][0]) == ["format", "text", "kind"]
        assert list(answer["candidates"][0]) == [
            "value",
            "kind",
            "confidence",
            "sources",
            "label",
            "box",
            "checks",
        ]
