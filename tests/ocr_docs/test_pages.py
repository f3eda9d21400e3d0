"""Pages in workers: in parallel, each on its own, and every one ends whatever happens."""

import json
import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from core import jobs
from core.models import Job
from core.tasks import sweep
from core.timeline import Timeline
from ocr_docs import services
from ocr_docs.findings import NotThisDocument
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest
from ocr_docs.tasks import read_page
from tests.ocr_docs.conftest import encoded, picture, tiff

SECRET = "นาง ใบตอง วงศ์ไทย"


def page_of(shade):
    return {"ownership": {"value": f"page {shade}"}}


def numbers(body):
    return [page.get("ownership", {}).get("value") for page in body["data"]]


def test_page_i_of_the_document_is_data_i(worker, send, reading):
    reading(page_of)
    status, body, _ = send("book", tiff(5))
    assert status == 200
    assert numbers(body) == [f"page {number}" for number in range(1, 6)]


def test_pages_are_read_at_the_same_time(worker, send, reading):
    together = threading.Barrier(2, timeout=60)

    def meet(shade):
        together.wait()
        return page_of(shade)

    reading(meet)
    assert send("book", tiff(2))[0] == 200


def test_a_failed_page_is_a_hole_and_its_error_names_it(worker, send, reading):
    def read(shade):
        if shade == 2:
            raise NotThisDocument
        if shade == 3:
            raise KeyError(SECRET)
        return page_of(shade)

    reading(read)
    status, body, _ = send("book", tiff(4))
    assert status == 206
    assert numbers(body) == ["page 1", None, None, "page 4"]
    assert [error["code"] for error in body["error"]] == [
        "can_not_find_vehicle_registration_on_image",
        "internal_server_error",
        "partial_content",
    ]
    assert body["error"][1]["message"] == "Page 3 : Internal Server Error"


def test_a_failure_leaves_no_value_in_logs_jobs_or_steps(worker, send, reading, caplog, capfd):
    def read(shade):
        raise KeyError(SECRET)

    reading(read)
    assert send("book", encoded(picture()))[0] == 400
    job = Job.objects.get(task=services.TASK)
    assert (job.state, job.error_code) == (Job.State.FAILED, "internal")
    kept = json.dumps([job.input, job.result, job.error_detail], ensure_ascii=False)
    said = capfd.readouterr()
    for place in (kept, caplog.text, said.out, said.err):
        assert SECRET not in place
        assert SECRET.encode("unicode_escape").decode() not in place


def test_pages_that_are_late_are_said_so_and_read_no_more(worker, send, reading, documents):
    documents.deadlineSeconds = 1
    documents.configure()
    go_on = threading.Event()

    def read(shade):
        if shade == 2:
            go_on.wait(20)
        return page_of(shade)

    reading(read)
    status, body, _ = send("book", tiff(2))
    go_on.set()
    assert status == 206
    assert numbers(body) == ["page 1", None]
    assert body["error"][0]["code"] == "deadline_exceeded"
    page = DocumentPage.objects.get(number=2)
    jobs.wait_for(page.job_id, deadline_s=60)
    page.refresh_from_db()
    assert (page.fault, page.answer) == ("late", "")


@pytest.fixture
def opened(documents, key):
    """A request as the view writes it, without messages in the queue."""
    from core.models import ApiKey

    timeline = Timeline.begin("documents")
    timeline.flush()
    document = services.Document(tiff(5), "image/tiff", ((700, 600),) * 5)
    return services.open_request(
        Kind.BOOK, document, documents, key=ApiKey.objects.get(), timeline_id=timeline.id
    )


def test_a_page_whose_worker_was_killed_is_read_by_the_next(opened, reading):
    request, ids = opened
    reading(page_of)
    for job_id in ids[:2]:
        read_page(job_id)
    jobs.claim(ids[2])  # kill -9 in the middle of page 3
    for job_id in ids[3:]:
        read_page(job_id)
    long_ago = timezone.now() - timedelta(minutes=1)
    Job.objects.filter(pk=ids[2]).update(lease_until=long_ago, nudged_at=long_ago)
    assert [str(job.pk) for job in jobs.due()] == [ids[2]]
    read_page(ids[2])
    outcomes = services.wait_for_pages(request, deadline_s=1)
    assert [page.data["ownership"]["value"] for page in outcomes] == [
        f"page {number}" for number in range(1, 6)
    ]


def test_a_page_that_kills_every_worker_ends_as_an_internal_error(opened, reading):
    request, ids = opened
    reading(page_of)
    long_ago = timezone.now() - timedelta(minutes=1)
    for _ in range(jobs.MAX_ATTEMPTS):
        jobs.claim(ids[0])
        Job.objects.filter(pk=ids[0]).update(lease_until=long_ago, nudged_at=long_ago)
    for job_id in ids:
        read_page(job_id)
    first, *rest = services.wait_for_pages(request, deadline_s=1)
    assert first.fault == "internal"
    assert all(page.data for page in rest)


def test_a_lost_message_is_sent_again(worker, opened, reading):
    request, _ = opened
    reading(page_of)
    Job.objects.update(nudged_at=timezone.now() - timedelta(minutes=1))
    sweep()
    outcomes = services.wait_for_pages(request, deadline_s=60)
    assert all(page.data for page in outcomes)


def test_nothing_of_a_document_is_kept_once_it_is_answered(worker, send, reading):
    reading(page_of)
    send("book", tiff(2))
    request = DocumentRequest.objects.get()
    assert request.body is None
    assert (request.status, request.answered_at is None) == (200, False)
    assert set(request.pages.values_list("answer", flat=True)) == {""}
    assert Job.objects.exclude(result={}).count() == 0


def test_a_retention_time_keeps_a_document_for_so_long(worker, send, reading, documents):
    documents.retentionHours = 2
    documents.configure()
    reading(page_of)
    send("book", tiff(1))
    request = DocumentRequest.objects.get()
    assert request.is_kept
    assert "page 1" in request.pages.get().answer
    services.purge()
    assert DocumentRequest.objects.get().is_kept
    DocumentRequest.objects.update(keep_until=timezone.now() - timedelta(seconds=1))
    request.refresh_from_db()
    assert request.body and not request.is_kept
    services.purge()
    request.refresh_from_db()
    assert (request.body, request.pages.get().answer) == (None, "")


def test_a_request_whose_web_process_died_is_emptied(opened):
    assert opened
    services.purge()
    assert DocumentRequest.objects.get().body is not None
    DocumentRequest.objects.update(created_at=timezone.now() - services.ORPHANED * 2)
    services.purge()
    assert DocumentRequest.objects.get().body is None


def test_history_goes_after_its_days_with_jobs_and_timelines(worker, send, reading):
    reading(page_of)
    send("book", encoded(picture()))
    long_ago = timezone.now() - timedelta(days=91)
    DocumentRequest.objects.update(created_at=long_ago)
    Job.objects.update(finished_at=long_ago)
    services.purge()
    assert not DocumentRequest.objects.exists()
    assert not Job.objects.filter(task=services.TASK).exists()


def test_waiting_for_pages_ends_at_the_deadline(opened):
    request, _ = opened
    started = time.monotonic()
    outcomes = services.wait_for_pages(request, deadline_s=0.2)
    assert time.monotonic() - started < 5
    assert {page.fault for page in outcomes} == {"late"}
