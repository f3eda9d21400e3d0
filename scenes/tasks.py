"""Tasks carry an id and sit above services: only here, and in views, is anything enqueued."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from celery import current_app, shared_task

from core import examples
from core.models import Job
from scenes import catalogue_index
from scenes.importing import ImportCatalogue
from scenes.models import ShelfSettings
from scenes.recognising.photos import SeePhoto
from scenes.recognising.reports import MakeReport
from scenes.recognising.stage import Stage, run
from scenes.recognising.views import MergeViews
from scenes.services import catalogue_imports, retention, scenes

STAGES: Mapping[str, type[Stage]] = {
    scenes.SEE_PHOTO: SeePhoto,
    scenes.MERGE: MergeViews,
    scenes.MAKE_REPORT: MakeReport,
    catalogue_imports.IMPORT: ImportCatalogue,
}


def enqueue(opened: Iterable[Job]) -> None:
    """Send a message for each job; call it after the commit of its row."""
    for job in opened:
        current_app.send_task(job.task, args=[str(job.pk)])


def work_off(job_id: str, task: str) -> None:
    """Run a job, and then what it opened: so a scene that is nearly done does not queue again
    behind the photos of others. What is lost on the way, the sweeper sends a message for."""
    waiting = deque([(job_id, task)])
    while waiting:
        next_id, next_task = waiting.popleft()
        waiting.extend((str(job.pk), job.task) for job in run(next_id, STAGES[next_task]))


@shared_task(name=scenes.SEE_PHOTO)
def see_photo(job_id: str) -> None:
    work_off(job_id, scenes.SEE_PHOTO)


@shared_task(name=scenes.MERGE)
def merge_views(job_id: str) -> None:
    work_off(job_id, scenes.MERGE)


@shared_task(name=scenes.MAKE_REPORT)
def make_report(job_id: str) -> None:
    work_off(job_id, scenes.MAKE_REPORT)


@shared_task(name=catalogue_imports.IMPORT)
def import_catalogue(job_id: str) -> None:
    work_off(job_id, catalogue_imports.IMPORT)


@shared_task(name="scenes.prepare_catalogue")
def prepare_catalogue() -> None:
    """Compute the features of new pack shots; to be sent after an import of many."""
    catalogue_index.prepare()


@shared_task(name="scenes.purge")
def purge() -> None:
    retention.purge(ShelfSettings.load() or ShelfSettings())


@shared_task(name="scenes.example")
def show_example(job_id: str) -> None:
    examples.run(job_id)
