"""The record of one request."""

from datetime import timedelta

import pytest

from core import timeline
from core.errors import FetchFailed
from core.models import TimelineRequest, TimelineStep
from core.timeline import Timeline, came_to, spent

pytestmark = pytest.mark.django_db


def test_steps_carry_start_duration_outcome_and_detail():
    record = Timeline.begin("panel")
    with record.step("work", size=3) as detail:
        detail["found"] = 2
    record.close(200)
    request = TimelineRequest.objects.get(pk=record.id)
    assert [step.name for step in request.steps.all()] == ["received", "work", "responded"]
    work = request.steps.get(name="work")
    assert (work.outcome, work.detail) == ("ok", {"size": 3, "found": 2})
    assert work.started_at >= request.created_at
    assert request.status == 200
    assert request.finished_at >= work.started_at


def test_an_error_closes_the_running_step_with_its_code():
    record = Timeline.begin("panel")
    with pytest.raises(FetchFailed), record.step("fetch"):
        raise FetchFailed
    record.flush()
    assert TimelineStep.objects.get(name="fetch").outcome == "fetch_failed"


def test_another_process_adds_its_steps_to_the_same_request():
    record = Timeline.begin("panel")
    record.flush()
    worker = Timeline(record.id, attempt=2)
    worker.mark("work")
    worker.flush()
    assert TimelineRequest.objects.get(pk=record.id).steps.get(name="work").attempt == 2


def test_what_came_of_a_request_stands_beside_it():
    timeline = Timeline.begin("documents")
    timeline.flush()
    came_to(timeline.id, "book", parts=3)
    spent(timeline.id, 40)
    spent(timeline.id, 2)
    came_to(timeline.id, "meter", tokens=5)
    came_to(timeline.id, "meter")
    row = TimelineRequest.objects.get()
    assert (row.answer, row.parts, row.tokens) == ("meter", 3, 47)


def test_old_requests_are_purged_with_their_steps():
    Timeline.begin("panel").flush()
    assert timeline.purge(timedelta(hours=1), panel="panel") == 0
    assert timeline.purge(timedelta(0), panel="panel") == 1
    assert not TimelineStep.objects.exists()
