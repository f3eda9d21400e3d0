"""The panel's live example on the first page: a bundled photo of a router's label."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from core.engines import Pixels
from core.engines.loading import barcode_engine, text_engine
from core.examples import Box, Shown
from recognition.answers import Answer, answer_of
from recognition.pipeline import recognise


def example(pixels: Pixels) -> Shown:
    """The serial number with its evidence, by the local engines. Raises EngineFailed."""
    verdict = recognise(pixels, text=text_engine(), barcodes=barcode_engine())
    answer = answer_of(verdict, tokens=0, model="")
    facts = [
        (_("Serial number"), answer.serial_number or "-"),
        (_("Other numbers"), ", ".join(answer.additional_numbers)),
        (_("Barcodes"), ", ".join(code["format"] for code in answer.barcodes)),
        (_("Where"), answer.location),
    ]
    return Shown(
        facts=[(name, value) for name, value in facts if value],
        boxes=_boxes(answer),
        confidence=answer.confidence,
    )


def _boxes(answer: Answer) -> list[Box]:
    return [
        Box(candidate["box"], f"{candidate['value']} ({candidate['kind']})")
        for candidate in answer.candidates
        if candidate["box"]
    ]
