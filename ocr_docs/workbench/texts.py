"""Printed pages in the workbench."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean

from django.utils.translation import gettext_lazy as _

from core.engines import Pixels
from core.evaluation import Case
from core.workbench.labels import CsvBench, bounded
from core.workbench.offers import Answer, Mark, Sight
from ocr_docs.workbench.reading import PERMISSION, Read


class Texts(CsvBench):
    title = _("Any printed page")
    permission = PERMISSION
    hint = _("The text of the page; white space does not count.")
    lines = 8

    def look(self, pixels: Pixels) -> Sight:
        from core.engines.loading import thai_engine
        from ocr_docs.documents.general import read_page

        page = read_page(pixels, thai_engine())
        marks = tuple(
            Mark(f"line {number}", line.text, line.confidence, (line.quad,))
            for number, line in enumerate(page.lines, 1)
        )
        sure = fmean(line.confidence for line in page.lines) if page.lines else 0.0
        letters = len("".join(page.text.split()))
        headline = f"{len(marks)} lines, {letters} characters" if marks else "no text"
        return Read(Answer(headline, page.text, sure, marks))

    def checked(self, label: str) -> str:
        return bounded("\n".join(line.strip() for line in label.strip().splitlines()))

    def cases(self, name: str, label: str, answer: Answer | None, seconds: float) -> Iterable[Case]:
        from ocr_docs.evaluations.texts import bare, error_rate

        got, sure = (bare(answer.label), answer.confidence) if answer else ("", 0.0)
        wrong = error_rate(got, bare(label))
        notes = f"{wrong:.2%} of the characters wrong"
        yield Case(name, bare(label), got, sure, seconds, notes)
