"""Third stage: each report, from the realogram and the master data as they are now."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import jobs
from core.errors import EngineFailed, InvalidInput, RecognitionError
from core.models import Job
from scenes.delivering import report_ready
from scenes.models import Report, Scene, ShelfSettings
from scenes.realogram import Realogram
from scenes.realogram_json import scene_from_json
from scenes.recognising.stage import Stage, code_of
from scenes.recognising.views import waiting_for
from scenes.reports import MissingMasterData
from scenes.reports.registry import REPORTS
from scenes.services.master_data import master_data_of
from scenes.services.uploads import media_url

_KEPT = 4
_kept: OrderedDict[tuple[int, datetime], Realogram] = OrderedDict()
_lock = Lock()


class NotPossible(InvalidInput):
    """The scene or its master data do not carry the report; the message says why."""

    code = "missing_master_data"


class MakeReport(Stage):
    def work(self) -> list[Job]:
        report = self._report()
        if report is None:
            return self.gone()
        if report.scene.state in (Scene.State.PHOTOS, Scene.State.MERGING):
            return self._wait(report.scene)
        about = {"type": report.report_type, "report": report.pk}
        with self.timeline.step("report", **about), _no_collecting():
            made = _made(report)
        report.json, report.error, report.status = made, "", Report.Status.READY
        return self._end(report)

    def give_up(self, error: RecognitionError) -> list[Job]:
        report = self._report()
        if report is None:
            return self.gone()
        report.json, report.error, report.status = None, error.message[:500], Report.Status.ERROR
        return self._end(report, error)

    def _report(self) -> Report | None:
        rows = Report.objects.select_related("scene__visit").defer("scene__realogram", "json")
        return rows.filter(pk=self.job.input["report"]).first()

    def _wait(self, scene: Scene) -> list[Job]:
        """Sleep until the scene is merged, which wakes the job."""
        jobs.park(self.job, waiting_for(scene.pk))
        ended = (Scene.State.MERGED, Scene.State.FAILED)
        # It may have ended between the look and the parking: then nobody would wake the job.
        if not Scene.objects.filter(pk=scene.pk, state__in=ended).exists():
            return []
        return list(Job.objects.filter(pk__in=jobs.unpark(waiting_for(scene.pk))))

    def _end(self, report: Report, error: RecognitionError | None = None) -> list[Job]:
        """Keep the report and open its delivery. A report that was asked for anew meanwhile is
        left to the later job; what this one was asked for is told all the same."""
        about = self.job.input
        report.updated_date = timezone.now()
        columns = {
            "status": report.status,
            "json": report.json,
            "error": report.error,
            "updated_date": report.updated_date,
        }
        with transaction.atomic():
            if error is None:
                jobs.finish(self.job, {})
            else:
                jobs.fail(self.job, code=code_of(error), detail=str(error)[:2000])
            Report.objects.filter(pk=report.pk, version=about["version"]).update(**columns)
            report.version = about["version"]
            if about["webhook"]:
                is_forced = about["kind"] == "force_update"
                told = report_ready(report, forced_webhook=about["webhook"] if is_forced else None)
                self.timeline.mark("delivery", "opened", delivery=str(told.pk if told else ""))
            self.timeline.flush()
        return []


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A report of thousands of facings makes a hundred thousand small objects without a cycle;
    looking for cycles among them, again and again, takes ten times as long as making them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _made(report: Report) -> Any:
    """What stands under ``json``. Raises NotPossible, EngineFailed."""
    scene = report.scene
    if scene.state == Scene.State.FAILED:
        raise EngineFailed(scene.error, reason="scene_failed")
    make = REPORTS.get(report.report_type)
    if make is None:
        raise NotPossible(f"This server makes no {report.report_type} any more.")
    realogram = realogram_of(scene)
    row = ShelfSettings.load() or ShelfSettings()
    master = master_data_of(
        scene, realogram, row, url_of=partial(media_url, base_url=scene.base_url)
    )
    try:
        return make(realogram, master)
    except MissingMasterData as missing:
        raise NotPossible(str(missing)) from missing


def realogram_of(scene: Scene) -> Realogram:
    """The realogram of a merged scene. The last ones are kept: a scene's reports follow each
    other, and reading one of thousands of facings takes longer than most reports do."""
    assert scene.finished_at is not None
    name = (scene.pk, scene.finished_at)
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
            return _kept[name]
    kept = Scene.objects.values_list("realogram", flat=True).get(pk=scene.pk)
    realogram = scene_from_json(kept or {})
    with _lock:
        _kept[name] = realogram
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return realogram
