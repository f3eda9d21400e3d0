"""Is this server able to work? Database, queue, worker, engines, disk."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import Heartbeat, Job

WORKER_SILENT = timedelta(seconds=45)
WORKER_GONE = timedelta(minutes=10)
"""A worker that was not heard for so long has been taken away rather than died."""
UNFINISHED = (Job.State.QUEUED, Job.State.RUNNING, Job.State.WAITING)
LEAST_FREE = 512 * 1024**2
"""Bytes. With less, photos that come in may soon not be kept any more."""


def healthz(request: HttpRequest) -> JsonResponse:
    """200 with ``status: "ok"``, or 503 naming what is wrong. Open to all: it tells no secret."""
    report = health()
    return JsonResponse(report, status=200 if report["status"] == "ok" else 503)


def health() -> dict[str, Any]:
    """One entry a part, each with ``ok`` and, when it is not, ``hint``: what to do."""
    parts = {"database": _database()}
    if parts["database"]["ok"]:
        parts |= {"queue": _queue(), "worker": _worker(), "engines": _engines()}
        parts["disk"] = _disk()
    healthy = all(part["ok"] for part in parts.values())
    return {"status": "ok" if healthy else "unavailable", **parts}


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return {"ok": False, "hint": _("The database does not answer. Check DATABASE_URL.")}
    return {"ok": True, "vendor": connection.vendor}


def _queue() -> dict[str, Any]:
    # By state, which has an index: finished jobs may be a hundred thousand.
    unfinished = Job.objects.filter(state__in=UNFINISHED)
    oldest = unfinished.order_by("queued_at").values_list("queued_at", flat=True).first()
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    ok = age < 300
    report: dict[str, Any] = {"ok": ok, "unfinished": unfinished.count(), "oldest_s": round(age, 1)}
    return report if ok else report | {"hint": _("Jobs wait too long. Start more workers.")}


def _worker() -> dict[str, Any]:
    workers = list(Heartbeat.objects.filter(seen_at__gt=timezone.now() - WORKER_GONE))
    silent = [one.name for one in workers if timezone.now() - one.seen_at > WORKER_SILENT]
    if not workers:
        return {"ok": False, "hint": _("No worker has reported. Is `make up` still running?")}
    if silent:
        return {"ok": False, "hint": f"{', '.join(silent)}: nothing heard. Is it still running?"}
    taken = {queue for one in workers for queue in one.detail.get("queues", ())}
    if missing := [queue for queue in settings.QUEUES if queue not in taken]:
        hint = _("No worker takes jobs from %(queues)s. Is one still starting?") % {
            "queues": ", ".join(missing)
        }
        return {"ok": False, "hint": hint}
    newest = max(workers, key=lambda one: one.seen_at)
    names = sorted(one.name for one in workers)
    return {"ok": True, "seen_at": newest.seen_at.isoformat(), "names": names}


def _engines() -> dict[str, Any]:
    engines: dict[str, str] = {}
    for worker in Heartbeat.objects.filter(seen_at__gt=timezone.now() - WORKER_GONE):
        states = (worker.detail.get("engines") or {}).items()
        # The reason may name paths of this machine, and this page is open to all.
        engines |= {name: "failed" for name, state in states if state != "ok"}
        engines |= {name: "ok" for name, state in states if name not in engines}
    if not engines:
        return {"ok": False, "hint": _("No worker has made its engines ready yet.")}
    if "failed" in engines.values():
        hint = _("An engine cannot start. The reason is in the admin under Workers.")
        return {"ok": False, **engines, "hint": hint}
    return {"ok": True, **engines}


def _disk() -> dict[str, Any]:
    """Of the folder of the installation, where photos and the queue are kept."""
    free = shutil.disk_usage(settings.VAR).free
    report = {"ok": free >= LEAST_FREE, "free_gb": round(free / 10**9, 1)}
    if report["ok"]:
        return report
    return report | {"hint": _("The disk is nearly full. Free some space, or shorten retention.")}
