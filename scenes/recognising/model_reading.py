"""A vision model's help with a photo that the local engines have seen.

What was seen is complete without it: a model that fails, is slow, or may not be asked takes
nothing away, and the timeline says what came of it. No place on a photo comes from the model.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from django.db.models import F

from core.engines import Pixels, TextEngine
from core.errors import EngineTimeout
from core.models import TimelineStep
from core.timeline import Timeline, spent
from core.vision_asking import STEP, UNHEARD, ModelQuestions
from scenes.model_help.completing import Noted, hard_tags, with_names, with_prices
from scenes.model_help.groups import Group, groups_of
from scenes.models import ScenePhoto, ShelfSettings
from scenes.realogram import PriceTag, SeenPhoto
from scenes.services.model_use import candidates, tokens_today

log = structlog.get_logger(__name__)

_LEAST_S = 2.0
"""With less time than this nothing is asked."""

_GIVEN_UP = ("engine_timeout", "engine_unavailable", "provider_auth", "provider_quota")
"""After these outcomes the model is not asked about further photos of the scene: of fifty
photos each would wait for a provider that hangs."""

Help = Callable[[SeenPhoto], tuple[SeenPhoto, Noted]]


@dataclass(slots=True)
class ModelReading:
    """Asks the model of the scene's frozen settings about one of its photos; both questions
    together take no longer than the model's timeout."""

    photo: ScenePhoto
    timeline: Timeline
    text: TextEngine
    threshold: float
    _ends: float = field(default=0.0, init=False)
    _is_heard: bool = field(default=True, init=False)

    def completed(
        self, seen: SeenPhoto, pixels: Pixels, only: frozenset[int] | None = None
    ) -> SeenPhoto:
        """``seen`` with names for what matching could not name, and prices of hard tags.

        ``only`` narrows the SKUs, as it did for matching.
        """
        if not self.photo.scene.model:
            return seen
        groups, tags = groups_of(pixels, seen.facings), hard_tags(seen)
        if not (groups or tags) or not self._may_ask():
            return seen
        self._ends = time.monotonic() + float(self.photo.scene.model["model_timeout_s"])
        if groups:
            named = partial(self._named, groups=groups, only=only)
            seen = self._helped("model_named", named, seen)
        if tags and self._is_heard:
            priced = partial(self._priced, tags=tags, pixels=pixels)
            seen = self._helped("model_priced", priced, seen)
        return seen

    def _named(
        self, seen: SeenPhoto, *, groups: Sequence[Group], only: frozenset[int] | None
    ) -> tuple[SeenPhoto, Noted]:
        catalogue = partial(candidates, self.photo.scene, seen, only)
        ask = partial(self._ask, about="products")
        return with_names(seen, groups, catalogue, ask, self.text, threshold=self.threshold)

    def _priced(
        self, seen: SeenPhoto, *, tags: Sequence[PriceTag], pixels: Pixels
    ) -> tuple[SeenPhoto, Noted]:
        return with_prices(seen, tags, pixels, partial(self._ask, about="prices"), self.text)

    def _helped(self, name: str, step: Help, seen: SeenPhoto) -> SeenPhoto:
        try:
            better, noted = step(seen)
        except UNHEARD:
            self._is_heard = False  # its step in the timeline says why
            return seen
        except Exception as error:  # help is never worth a photo
            log.exception("model_help_failed", photo=self.photo.pk)
            self._mark(name, type(error).__name__)
            return seen
        self._mark(name, "ok", **noted)
        return better

    def _ask(self, pictures: list[bytes], *, about: str, **asked: Any) -> Mapping[str, Any]:
        seconds = self._ends - time.monotonic()
        if seconds < _LEAST_S:
            self._mark(STEP, "no_time_left", about=about)
            raise EngineTimeout
        questions = ModelQuestions(
            ShelfSettings, self.photo.scene.model, timeline=self.timeline, spend=self._spend
        )
        detail = {"about": about, "photo": self.photo.position, "pictures": len(pictures)}
        return questions.ask(pictures, seconds=seconds, detail=detail, **asked).data

    def _may_ask(self) -> bool:
        """Whether the model was heard so far in this scene, and the day's tokens last."""
        if self._was_given_up():
            self._mark(STEP, "given_up")
            return False
        budget = self.photo.scene.model.get("tokens_per_day", 0)
        if budget and tokens_today(self.photo.scene.key_id) >= budget:
            self._mark(STEP, "tokens_used_up")
            return False
        return True

    def _was_given_up(self) -> bool:
        steps = TimelineStep.objects.filter(request=self.timeline.id, name=STEP)
        return steps.filter(outcome__in=_GIVEN_UP).exists()

    def _spend(self, tokens: int) -> None:
        mine = ScenePhoto.objects.filter(pk=self.photo.pk)
        mine.update(tokens=F("tokens") + tokens)
        spent(self.timeline.id, tokens)

    def _mark(self, name: str, outcome: str = "ok", **detail: Any) -> None:
        self.timeline.mark(name, outcome, photo=self.photo.position, **detail)
