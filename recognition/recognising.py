"""From a photo to a verdict with the engines that the settings name.

Local engines first; they also say where the model should look. The model's
answer is checked against what they saw. If it fails or is slow and local
engines are on, their verdict answers and its notes say so.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from core.engines.loading import barcode_engine, text_engine
from core.errors import EngineFailed, EngineTimeout, EngineUnavailable, RateLimited
from core.photos import Photo
from core.timeline import Timeline
from core.vision_engine import vision_engine
from recognition.asking.questions import PROMPT_VERSION, SCHEMA_VERSION, ask_model
from recognition.evidence import ModelReading, Sightings, Verdict
from recognition.judging.serials import decide
from recognition.models import RecognitionDetail, RecognitionSettings
from recognition.pipeline import PIPELINE_VERSION, places_to_look, see

LOCAL, MODEL = RecognitionSettings.Engines.LOCAL, RecognitionSettings.Engines.MODEL
ModelFailure = EngineFailed | EngineTimeout | EngineUnavailable


def reading_parts(settings: dict[str, Any], *, client: str, digest: str) -> dict[str, Any]:
    """Everything a reading depends on: the parts of its cache key."""
    parts = {
        "client": client,
        "photo": digest,
        "engines": settings["engines"],
        "pipeline": PIPELINE_VERSION,
    }
    if settings["engines"] != LOCAL:
        asked = ("model", "base_url", "additional_prompt")
        parts |= {name: settings[name] for name in asked}
        parts |= {"prompt": PROMPT_VERSION, "schema": SCHEMA_VERSION}
    return parts


class Recogniser:
    """Reads photos for one job, with its frozen settings, noting each step in its timeline."""

    def __init__(self, settings: dict[str, Any], *, client: str, timeline: Timeline) -> None:
        self._settings = settings
        self._client = client
        self._timeline = timeline

    def recognise(self, photo: Photo) -> tuple[Verdict, int, str]:
        """The verdict, the tokens spent and the model heard ("" if none).

        Raises EngineFailed, EngineTimeout or EngineUnavailable when the model fails and
        local engines are off; RateLimited when then the client's tokens are used up.
        """
        seen = self._see(photo)
        if self._settings["engines"] == LOCAL:
            return self._decide(seen), 0, ""
        try:
            reading = self._ask(photo, seen)
        except (EngineFailed, EngineTimeout, EngineUnavailable, RateLimited) as error:
            if self._settings["engines"] == MODEL:
                raise
            return _without_model(self._decide(seen), error), getattr(error, "tokens", 0), ""
        return self._decide(seen, reading), reading.tokens, reading.model

    def _see(self, photo: Photo) -> Sightings:
        if self._settings["engines"] == MODEL:
            return Sightings(lines=(), barcodes=(), width=photo.width, height=photo.height)
        return see(
            photo.pixels(),
            text=text_engine(),
            barcodes=barcode_engine(),
            step=self._timeline.step,
        )

    def _ask(self, photo: Photo, seen: Sightings) -> ModelReading:
        self._spend_within_budget()
        engine = vision_engine(RecognitionSettings, self._settings)
        with self._timeline.step("model_call", model=self._settings["model"]) as detail:
            reading = ask_model(
                engine, photo.pixels(), places_to_look(seen), self._settings["additional_prompt"]
            )
            detail.update(tokens=reading.tokens, answered_by=reading.model)
        return reading

    def _decide(self, seen: Sightings, reading: ModelReading | None = None) -> Verdict:
        with self._timeline.step("fuse") as detail:
            verdict = decide(seen, reading)
            detail.update(candidates=len(verdict.candidates), confidence=verdict.confidence)
        return verdict

    def _spend_within_budget(self) -> None:
        budget = self._settings["tokens_per_day"]
        if budget and tokens_today(self._client) >= budget:
            raise RateLimited("The client's tokens for today are used up.", retry_after=3600)


def tokens_today(client: str) -> int:
    """Tokens the client has spent since midnight UTC."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    spent = RecognitionDetail.objects.filter(
        recognition__clientUid=client, recognition__created_at__gte=midnight
    ).aggregate(total=Sum("tokens"))["total"]
    return spent or 0


def _without_model(verdict: Verdict, error: Exception) -> Verdict:
    why = getattr(error, "message", "") or "it gave no answer"
    notes = (
        f"Read by the local engines alone; the vision model was not heard: {why} {verdict.notes}"
    )
    return dataclasses.replace(verdict, notes=notes.strip()[:500])
