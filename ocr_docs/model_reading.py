"""What a vision model adds to a page of a registration book that the local engines read.

The local fields are complete without it: a model that fails, is slow, or may not be asked
takes nothing away. What it says reaches the answer only as far as it is found on the page,
and neither a log nor a job nor a timeline learns any of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import F, Sum
from django.utils import timezone

from core.engines import Pixels, TextLine, VisionAnswer
from core.timeline import Timeline, spent
from core.vision_asking import STEP, UNHEARD, ModelQuestions
from ocr_docs.book.completing import better
from ocr_docs.book.grounding import grounded
from ocr_docs.book.model_help import RULES, doubtful, question, schema
from ocr_docs.findings import Fields
from ocr_docs.model_pictures import page_pictures
from ocr_docs.models import DocumentPage, OcrSettings

_SPARE_S = 3.0
"""Kept free before the deadline, to write the page down."""

_LEAST_S = 2.0
"""With less time than this nothing is asked."""

_MOST_TOKENS = 1600
"""Of an answer: forty keys, and an address in Thai takes a token for nearly every letter."""


class ModelReading:
    """Asks the model of a job's frozen ``settings`` about one page, noting it in its timeline."""

    def __init__(self, settings: dict[str, Any], *, page: DocumentPage, timeline: Timeline) -> None:
        self._settings = settings
        self._page = page
        self._timeline = timeline

    def completed(self, local: Fields, pixels: Pixels, lines: Sequence[TextLine]) -> Fields:
        """``local`` with doubtful fields as the model names them, if ``lines`` show that.

        ``lines`` are what the local engines read on the page, in its ``pixels``. Of two
        readings of a field the surer one is taken.
        """
        asked = doubtful(local)
        said = self._said(asked, pixels) if asked else {}
        if not said:
            return local
        found = grounded(said, lines)
        taken = better(local, found)
        self._mark("model_grounded", said=_count(said), found=len(found), taken=len(taken))
        return local | taken

    def _said(self, asked: Sequence[str], pixels: Pixels) -> dict[str, Any]:
        """What the model says about the ``asked`` keys; empty if it was not heard."""
        seconds = self._seconds()
        if seconds < _LEAST_S:
            self._mark(STEP, "no_time_left")
            return {}
        if not self._within_budget():
            self._mark(STEP, "tokens_used_up")
            return {}
        try:
            return self._answer(asked, pixels, seconds).data
        except UNHEARD:
            return {}

    def _answer(self, asked: Sequence[str], pixels: Pixels, seconds: float) -> VisionAnswer:
        questions = ModelQuestions(
            OcrSettings,
            self._settings,
            timeline=self._timeline,
            spend=self._note,
            max_output_tokens=_MOST_TOKENS,
        )
        return questions.ask(
            page_pictures(pixels),
            system=RULES,
            question=question(asked),
            schema=schema(asked),
            seconds=seconds,
            detail={"page": self._page.number, "asked": len(asked)},
        )

    def _mark(self, name: str, outcome: str = "ok", **detail: Any) -> None:
        self._timeline.mark(name, outcome, page=self._page.number, **detail)

    def _seconds(self) -> float:
        """The model's time for this page: what is left of the request's is shared by its pages."""
        request = self._page.request
        ends = request.created_at + timedelta(seconds=self._settings["deadline_s"])
        left = (ends - timezone.now()).total_seconds() - _SPARE_S
        unread = request.pages.filter(seconds=None, fault="").count()
        return min(float(self._settings["model_timeout_s"]), left / max(unread, 1))

    def _within_budget(self) -> bool:
        budget = self._settings["tokens_per_day"]
        return not budget or tokens_today(self._page.request.key_id) < budget

    def _note(self, tokens: int) -> None:
        mine = DocumentPage.objects.filter(pk=self._page.pk)
        mine.update(tokens=F("tokens") + tokens)
        spent(self._page.request.timeline_id, tokens)


def tokens_today(key_id: str | None) -> int:
    """Tokens spent on documents of an API key that came since midnight UTC."""
    midnight = datetime.combine(timezone.now().astimezone(UTC), time.min, tzinfo=UTC)
    pages = DocumentPage.objects.filter(request__key=key_id, request__created_at__gte=midnight)
    return pages.aggregate(total=Sum("tokens"))["total"] or 0


def _count(said: dict[str, Any]) -> int:
    return sum(value is not None for value in said.values())
