"""Tasks carry an id and sit above services: only here, and in views, is anything enqueued."""

from __future__ import annotations

from celery import shared_task

from core import examples
from recognition import analysis, rerun, services
from recognition import trial as model_test


@shared_task(name=services.TASK)
def analyze(job_id: str) -> None:
    for waiting in analysis.analyze(job_id):
        analyze.delay(waiting)


@shared_task(name="recognition.purge")
def purge() -> None:
    services.purge()


@shared_task(name=model_test.TASK)
def run_model_test(job_id: str) -> None:
    model_test.run_test(job_id)


@shared_task(name="recognition.example")
def show_example(job_id: str) -> None:
    examples.run(job_id)


@shared_task(name=rerun.TASK)
def run_again(job_id: str) -> None:
    rerun.rerun(job_id)
