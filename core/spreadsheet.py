"""Rows as CSV that a spreadsheet may open safely. Pure but for the rows it is given."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection), full-width too.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_lines(columns: Sequence[str], rows: Iterable[Any]) -> Iterator[str]:
    """Header and one line a row, as text to be streamed. ``columns`` are attributes of a row."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([_cell(getattr(row, name)) for name in columns])


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Any]) -> StreamingHttpResponse:
    """The same as a download, streamed, so that its length does not matter."""
    lines = csv_lines(columns, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def guarded(text: str) -> str:
    """``text`` with an apostrophe in front if a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list):
        return guarded(" | ".join(str(item) for item in value))
    return guarded(value.isoformat() if hasattr(value, "isoformat") else str(value))


class _Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line
