"""Serial numbers in the workbench (see ``core.workbench.offers``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.engines import Pixels, VisionEngine
from core.models import Job
from core.vision_settings import VisionSettings
from core.workbench.labels import CsvBench
from core.workbench.offers import Answer, Folder, Mark, Rated, Sight
from recognition import services
from recognition.evidence import Kind, Sightings, Verdict
from recognition.models import RecognitionDetail, RecognitionSettings, SerialRecognition

_LATEST = 100
OTHER = "#7b8794"
"""Values that are not the answer, whatever speaks for them, are grey."""


class SerialNumbers(CsvBench):
    title = _("Serial number")
    permission = "recognition.view_serialrecognition"
    hint = _("The serial number as printed; empty where none is on the photo.")
    settings = "recognition.models.RecognitionSettings"

    def look(self, pixels: Pixels) -> Sight:
        # Imported here: web processes know this module, and have no use for engines.
        from core.engines.loading import barcode_engine, text_engine
        from recognition.pipeline import see

        return _Sight(pixels, see(pixels, text=text_engine(), barcodes=barcode_engine()))

    def label_of(self, row: Mapping[str, str], folder: Folder) -> str:
        """Where nothing is printed, ``barcode_text`` may hold the value."""
        return row.get("truth") or row.get("barcode_text") or ""

    def low_ratings(self) -> Sequence[Rated]:
        low = SerialRecognition.objects.filter(rating__lte=services.BAD_RATING)
        rows = list(low.select_related("detail").order_by("-updated_at")[:_LATEST])
        jobs = Job.objects.filter(pk__in=[row.pk for row in rows], task=services.TASK)
        urls = {str(pk): asked.get("url", "") for pk, asked in jobs.values_list("pk", "input")}
        return [_rated(row, urls.get(row.pk, "")) for row in rows]


def _rated(row: SerialRecognition, url: str) -> Rated:
    detail: RecognitionDetail | None = getattr(row, "detail", None)
    kept = detail.photo if detail else ""
    return Rated(
        reference=row.pk,
        answer=row.serialNumber,
        rating=row.rating or 0,
        feedback=row.feedback,
        rated_at=row.updated_at,
        kept=kept,
        picture=reverse("admin:recognition_photo", args=[row.pk]) if kept else "",
        url=url if urlsplit(url).scheme in ("http", "https") else "",
        link=reverse("admin:recognition_serialrecognition_change", args=[row.pk]),
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    pixels: Pixels
    seen: Sightings

    def local(self) -> Answer:
        from recognition.judging.serials import decide

        return _answer(decide(self.seen))

    def helped(self, engine: VisionEngine, row: VisionSettings) -> Answer:
        """The verdict with the model's reading checked here; what it said itself is noted."""
        from recognition.asking.questions import ask_model
        from recognition.judging.serials import decide
        from recognition.pipeline import places_to_look

        assert isinstance(row, RecognitionSettings)
        places = places_to_look(self.seen)
        reading = ask_model(engine, self.pixels, places, row.additionalPrompt)
        said = f"“{reading.serial_number}”" if reading.serial_number else "no serial number"
        return _answer(decide(self.seen, reading), before=f"The model itself said {said}. ")


def _answer(verdict: Verdict, *, before: str = "") -> Answer:
    marks = [
        Mark(_name(one.kind), one.value, one.confidence, (one.quad,), colour=OTHER)
        for one in verdict.candidates
        if one.quad and one.value != verdict.serial_number
    ]
    found = verdict.serial_number or ""
    if found:
        quads = (verdict.box,) if verdict.box else ()
        marks.insert(0, Mark("serial number", found, verdict.confidence, quads))
    return Answer(
        headline=found or "no serial number",
        label=found,
        confidence=verdict.confidence,
        marks=tuple(marks),
        notes=before + verdict.notes,
    )


def _name(kind: Kind) -> str:
    return str(kind).replace("_", " ")
