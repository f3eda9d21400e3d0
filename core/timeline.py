"""One record per request: steps with start, duration, outcome and a small safe detail.

Never keys, image bytes, document values or URL queries. A raised error closes
the running step with its code.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.errors import RecognitionError
from core.models import TimelineRequest, TimelineStep, new_id


class Timeline:
    """Collects the steps of one request in one process; :meth:`flush` writes them."""

    def __init__(self, request_id: uuid.UUID, *, attempt: int = 0) -> None:
        self.id = request_id
        self._attempt = attempt
        self._steps: list[TimelineStep] = []
        self._opening: TimelineRequest | None = None

    @classmethod
    def begin(cls, panel: str) -> Timeline:
        """A new request, received now."""
        timeline = cls(new_id())
        timeline._opening = TimelineRequest(id=timeline.id, panel=panel, created_at=timezone.now())
        timeline.mark("received")
        return timeline

    def describe(self, *, client: str = "", origin: str = "") -> None:
        """Say who asked, once it is known."""
        if self._opening is not None:
            self._opening.client = client[:200] or self._opening.client
            self._opening.origin = origin[:300] or self._opening.origin

    @contextmanager
    def step(self, name: str, **detail: Any) -> Iterator[dict[str, Any]]:
        """Time a step. The yielded dict is its detail and may be added to."""
        started, clock, outcome = timezone.now(), time.perf_counter(), "ok"
        try:
            yield detail
        except RecognitionError as error:
            outcome = getattr(error, "reason", "") or error.code
            raise
        except BaseException as error:
            outcome = type(error).__name__
            raise
        finally:
            outcome = str(detail.pop("outcome", outcome))
            self._add(name, started, (time.perf_counter() - clock) * 1000, outcome, detail)

    def mark(self, name: str, outcome: str = "ok", **detail: Any) -> None:
        """A step without duration."""
        self._add(name, timezone.now(), 0.0, outcome, detail)

    def flush(self) -> None:
        """Write what was collected since the last flush, in one transaction."""
        with transaction.atomic():
            if self._opening is not None:
                self._opening.save(force_insert=True)
                self._opening = None
            TimelineStep.objects.bulk_create(self._steps)
        self._steps = []

    def close(self, status: int, error_code: str = "") -> None:
        """Write the rest and the outcome of the request."""
        self.mark("responded", "ok" if status < 400 else error_code or str(status), status=status)
        with transaction.atomic():
            self.flush()
            TimelineRequest.objects.filter(pk=self.id).update(
                status=status, error_code=error_code, finished_at=timezone.now()
            )

    def _add(
        self, name: str, started: datetime, ms: float, outcome: str, detail: dict[str, Any]
    ) -> None:
        self._steps.append(
            TimelineStep(
                request_id=self.id,
                name=name,
                attempt=self._attempt,
                started_at=started,
                duration_ms=round(ms, 3),
                outcome=outcome[:50],
                detail=detail,
            )
        )


def came_to(request_id: uuid.UUID, answer: str, *, tokens: int = 0, **kept: int) -> None:
    """Write what came of a request, in a word of its panel's own, and its ``parts`` if given;
    ``tokens`` are added to those of the request."""
    columns: dict[str, Any] = {"answer": answer, **kept}
    if tokens:
        columns["tokens"] = F("tokens") + tokens
    TimelineRequest.objects.filter(pk=request_id).update(**columns)


def spent(request_id: uuid.UUID, tokens: int) -> None:
    """Add tokens of a vision model to those of a request."""
    TimelineRequest.objects.filter(pk=request_id).update(tokens=F("tokens") + tokens)


def purge(older_than: timedelta, *, panel: str) -> int:
    """Delete the timelines of a panel's requests older than ``older_than``; returns how many."""
    old = TimelineRequest.objects.filter(panel=panel, created_at__lt=timezone.now() - older_than)
    deleted, by_model = old.delete()
    return by_model.get("core.TimelineRequest", 0) if deleted else 0


def purge_client(panel: str, client: str) -> None:
    """Delete every timeline of one client of a panel."""
    TimelineRequest.objects.filter(panel=panel, client=client).delete()
