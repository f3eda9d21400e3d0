"""Any printed page: its lines in reading order, and its text. Pure but for the engine."""

from __future__ import annotations

from core.engines import Pixels, TextEngine
from ocr_docs.documents.reading_order import in_rows
from ocr_docs.findings import TextPage


def read_page(pixels: Pixels, thai: TextEngine) -> TextPage:
    """The page's lines, with their characters, and its text: a row of lines on each line.

    Columns are read one after the other, rows of a table from left to right. Raises
    EngineFailed.
    """
    rows = in_rows(thai.read(pixels, characters=True))
    text = "\n".join(" ".join(line.text for line in row) for row in rows)
    return TextPage(tuple(line for row in rows for line in row), text)
