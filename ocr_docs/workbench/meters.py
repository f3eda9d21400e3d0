"""Meters in the workbench."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from core.engines import Pixels
from core.errors import InvalidInput
from core.evaluation import Case
from core.workbench.labels import CsvBench, bounded
from core.workbench.offers import Answer, Folder, Mark, Sample, Sight
from ocr_docs.evaluations.meter_labels import accepted_readings, comparable
from ocr_docs.workbench.reading import PERMISSION, Read


class Meters(CsvBench):
    title = _("Water meter")
    permission = PERMISSION
    hint = _(
        "What the register shows, such as 1283.638. Further readings that count as right, "
        "where a drum stands between two digits, after semicolons."
    )
    columns = ("image", "truth", "accept", "note")

    def look(self, pixels: Pixels) -> Sight:
        from core.engines.loading import text_engine
        from ocr_docs.documents.water_meter import read_meter
        from ocr_docs.register.geometry import turned_corners

        reading = read_meter(pixels, text_engine())
        if reading is None:
            return Read(Answer("no reading", "", 0.0))
        sure = reading.confidence
        quads = tuple(turned_corners(digit.box, reading.angle) for digit in reading.digits)
        mark = Mark("reading", reading.value, sure, quads)
        return Read(Answer(reading.value, reading.value, sure, (mark,)))

    def checked(self, label: str) -> str:
        readings = [reading.strip() for reading in label.replace(",", ".").split(";")]
        for reading in filter(None, readings):
            whole, _point, tenths = reading.partition(".")
            if not (whole + tenths).isdecimal() or not whole:
                raise InvalidInput(f"“{reading[:40]}” is no reading: write digits, one point.")
        return bounded(";".join(dict.fromkeys(filter(None, readings))))

    def row(self, sample: Sample) -> Mapping[str, str]:
        first = sample.label.partition(";")[0]
        return {"truth": first, "accept": sample.label, "note": sample.note}

    def label_of(self, row: Mapping[str, str], folder: Folder) -> str:
        known = {"truth": "", "accept": "", "accept_integer": "", "accept_tenth": ""}
        return ";".join(accepted_readings(known | {k: v or "" for k, v in row.items()}))

    def cases(self, name: str, label: str, answer: Answer | None, seconds: float) -> Iterable[Case]:
        expected, *others = label.split(";")
        got, sure = (answer.label, answer.confidence) if answer else ("", 0.0)
        got = comparable(got, expected)
        yield Case(name, expected, got, sure, seconds, accepted=tuple(others))
