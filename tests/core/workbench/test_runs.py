"""Measurements over a labelled set, from the button to the comparison."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command

from core import jobs
from core.models import Job
from core.workbench import measuring, runs
from core.workbench.models import Example, Run, RunCase
from core.workbench.offers import offers
from recognition.models import RecognitionSettings
from tests.conftest import draw_label, jpeg
from tests.core.workbench.test_examples import saved
from tests.core.workbench.test_trials import READING
from tests.scripted_provider import fails, says


@pytest.fixture
def examples(transactional_db):
    """One that is read rightly, and one whose label says something else."""
    right = saved(label="SN-4711-0815")
    wrong = saved(label="SN-0000-0000", data=jpeg(draw_label("SN-1111-2222")))
    return right, wrong


def opened(staff, asked=()):
    run, job = runs.open_run(offers()["serial"], user=staff, asked=list(asked))
    return run, str(job.pk)


def test_a_set_is_measured_and_wrong_ones_come_first(ann, examples, measured):
    run = measured()
    assert (run.state, run.done) == ("done", 2)
    (line,) = runs.lines_of(run)
    assert line.summary.exact_match == 0.5
    assert line.summary.confidently_wrong == 0.5
    page = ann.get(f"/workbench/runs/{run.pk}").content.decode()
    assert "1 of 2 wrong" in page
    assert page.index("SN-1111-2222") < page.index("SN-4711-0815")
    assert f"/admin/workbench/example/{examples[1].pk}/change/" in page
    assert "50.0 %" in ann.get("/workbench/sets/serial").content.decode()
    assert "50.0 %" in ann.get("/workbench").content.decode()


def test_it_says_the_same_as_evaluate_says_of_the_export(ann, examples, measured, tmp_path):
    (line,) = runs.lines_of(measured())
    data = b"".join(ann.get("/workbench/sets/serial.zip").streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    call_command("evaluate", "serial", tmp_path, json=tmp_path / "report.json")
    told = json.loads((tmp_path / "report.json").read_text())["summary"]
    for name in ("exact_match", "coverage", "confidently_wrong", "calibration_error"):
        assert told[name] == pytest.approx(getattr(line.summary, name), abs=1e-6)


def test_models_are_compared_with_the_local_engines(ann, provider, examples, measured):
    RecognitionSettings(baseUrl=provider.base_url, modelToken="sk-test").configure()
    provider.will(
        says(READING, tokens=700), fails(401, "no"), says(READING, tokens=50), fails(401, "no")
    )
    run = measured(models="seeing, broken")
    local, seeing, broken = runs.lines_of(run)
    assert [line.engine for line in (local, seeing, broken)] == ["", "seeing", "broken"]
    assert seeing.tokens == 750
    assert broken.failed == 2
    assert broken.summary.exact_match == 0
    assert "refused the key" in ann.get(f"/workbench/runs/{run.pk}").content.decode()


def test_earlier_runs_stay_and_can_be_compared(ann, examples, measured):
    first, second = measured(), measured()
    page = ann.get("/workbench/sets/serial").content.decode()
    assert str(first.pk) in page
    assert str(second.pk) in page


def test_an_empty_set_is_not_measured(ann):
    page = ann.post("/workbench/sets/serial/measure", follow=True).content.decode()
    assert runs.NOTHING in page
    assert not Run.objects.exists()


def test_a_run_is_stopped_by_hand_and_keeps_what_it_has(ann, staff, examples):
    run, job = opened(staff)
    run.refresh_from_db()
    measuring._take(run, 1)
    assert measuring._measured(run, 0)
    assert ann.post(f"/workbench/runs/{run.pk}/stop").status_code == 302
    assert not measuring._measured(run, 1)
    measuring.measure(job)
    run.refresh_from_db()
    assert (run.state, run.done, run.cases.count()) == ("stopped", 1, 1)
    assert Job.objects.get(pk=job).state == "done"


def test_a_run_goes_on_where_a_killed_worker_left_it(staff, examples):
    run, job = opened(staff)
    claimed = jobs.claim(job)
    measuring._take(run, claimed.attempts)
    assert measuring._measured(run, 0)
    first = RunCase.objects.get().pk
    # The worker is dead: its lease has run out, and the sweeper sends a new message.
    past = {"lease_until": "2026-01-01T00:01Z", "nudged_at": "2026-01-01T00:00Z"}
    Job.objects.filter(pk=job).update(**past)
    assert [one.pk for one in jobs.due()] == [claimed.pk]
    measuring.measure(job)
    run = Run.objects.get()
    assert (run.state, run.done, run.cases.count()) == ("done", 2, 2)
    assert run.cases.filter(pk=first).exists()


def test_a_worker_that_was_believed_dead_counts_nothing_twice(staff, examples):
    run, _job = opened(staff)
    measuring._take(run, 1)
    late = Run.objects.get()
    measuring._take(run, 2)
    assert measuring._measured(run, 0)
    with pytest.raises(jobs.LeaseLost):
        measuring._measured(late, 0)
    assert RunCase.objects.count() == 1


def test_a_run_whose_workers_died_ends_with_a_sentence(ann, staff, examples):
    run, job = opened(staff)
    Job.objects.filter(pk=job).update(attempts=jobs.MAX_ATTEMPTS)
    measuring.measure(job)
    assert "The worker stopped" in ann.get(f"/workbench/runs/{run.pk}").content.decode()


def test_a_deleted_example_takes_its_cases_along(ann, examples, measured):
    run = measured()
    examples[1].delete()
    (line,) = runs.lines_of(run)
    assert line.summary.exact_match == 1.0
    assert "SN-1111-2222" not in ann.get(f"/workbench/runs/{run.pk}").content.decode()


def test_an_example_that_is_deleted_meanwhile_is_left_out(staff, examples):
    run, job = opened(staff)
    examples[0].delete()
    measuring.measure(job)
    run.refresh_from_db()
    assert (run.state, run.cases.count()) == ("done", 1)


def test_the_cases_are_exported_without_formulas(ann, transactional_db, measured):
    saved(label="=1+1", data=jpeg(draw_label("SN-1111-2222")))
    run = measured()
    answer = ann.get(f"/workbench/runs/{run.pk}.csv")
    assert "'=1+1" in b"".join(answer.streaming_content).decode()


def test_runs_of_other_panels_are_closed(ann, transactional_db):
    saved("meter", "12")
    run, _job = runs.open_run(offers()["meter"], user=None, asked=[])
    for address in ("", "/progress", ".csv"):
        assert ann.get(f"/workbench/runs/{run.pk}{address}").status_code == 404
    assert ann.post(f"/workbench/runs/{run.pk}/stop").status_code == 404
    assert Example.objects.exists()
