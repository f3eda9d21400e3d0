"""Is this server able to work? Database, queue, worker, engines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from core.models import Heartbeat, Job

WORKER_SILENT = timedelta(seconds=45)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 with ``status: "ok"``, or 503 naming what is wrong. Open to all: it tells no secret."""
    report = health()
    return JsonResponse(report, status=200 if report["status"] == "ok" else 503)


def health() -> dict[str, Any]:
    """One entry a part, each with ``ok`` and, when it is not, ``hint``: what to do."""
    parts = {"database": _database()}
    if parts["database"]["ok"]:
        parts |= {"queue": _queue(), "worker": _worker(), "engines": _engines()}
    healthy = all(part["ok"] for part in parts.values())
    return {"status": "ok" if healthy else "unavailable", **parts}


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return {"ok": False, "hint": "The database does not answer. Check DATABASE_URL."}
    return {"ok": True, "vendor": connection.vendor}


def _queue() -> dict[str, Any]:
    unfinished = Job.objects.filter(finished_at__isnull=True)
    oldest = unfinished.order_by("queued_at").values_list("queued_at", flat=True).first()
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    ok = age < 300
    report: dict[str, Any] = {"ok": ok, "unfinished": unfinished.count(), "oldest_s": round(age, 1)}
    return report if ok else report | {"hint": "Jobs wait too long. Start more workers."}


def _worker() -> dict[str, Any]:
    last = Heartbeat.objects.order_by("-seen_at").first()
    if last is None or timezone.now() - last.seen_at > WORKER_SILENT:
        return {"ok": False, "hint": "No worker has reported. Is `make up` still running?"}
    return {"ok": True, "seen_at": last.seen_at.isoformat(), "name": last.name}


def _engines() -> dict[str, Any]:
    last = Heartbeat.objects.order_by("-seen_at").first()
    engines = (last.detail.get("engines") if last else None) or {}
    # The reason may name paths of this machine, and this page is open to all.
    states = {name: "ok" if state == "ok" else "failed" for name, state in engines.items()}
    if not engines or "failed" in states.values():
        hint = "An engine cannot start. The reason is in the admin under Workers."
        return {"ok": False, **states, "hint": hint}
    return {"ok": True, **states}
