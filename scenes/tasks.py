"""Tasks carry an id and sit above services: only here, and in views, is anything enqueued."""

from __future__ import annotations

from collections.abc import Iterable

from celery import current_app, shared_task

from core.models import Job
from scenes import catalogue_index
from scenes.models import ShelfSettings
from scenes.recognising.photos import SeePhoto
from scenes.recognising.reports import MakeReport
from scenes.recognising.stage import run
from scenes.recognising.views import MergeViews
from scenes.services import retention, scenes


def enqueue(opened: Iterable[Job]) -> None:
    """Send a message for each job; call it after the commit of its row."""
    for job in opened:
        current_app.send_task(job.task, args=[str(job.pk)])


@shared_task(name=scenes.SEE_PHOTO)
def see_photo(job_id: str) -> None:
    enqueue(run(job_id, SeePhoto))


@shared_task(name=scenes.MERGE)
def merge_views(job_id: str) -> None:
    enqueue(run(job_id, MergeViews))


@shared_task(name=scenes.MAKE_REPORT)
def make_report(job_id: str) -> None:
    enqueue(run(job_id, MakeReport))


@shared_task(name="scenes.prepare_catalogue")
def prepare_catalogue() -> None:
    """Compute the features of new pack shots; to be sent after an import of many."""
    catalogue_index.prepare()


@shared_task(name="scenes.purge")
def purge() -> None:
    retention.purge(ShelfSettings.load() or ShelfSettings())
