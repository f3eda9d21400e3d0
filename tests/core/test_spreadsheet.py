"""CSV that a spreadsheet may open safely."""

import csv
from types import SimpleNamespace

import pytest

from core.spreadsheet import csv_lines, guarded

COLUMNS = ("id", "confidence", "additionalNumbers", "rating", "feedback")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_cell_that_would_run_as_a_formula_is_neutralised(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["SN-123", "", "a=1", "1+1", "ÄÖ"])
def test_other_text_stays_as_it_is(text):
    assert guarded(text) == text


def test_rows_come_with_a_header_and_every_column_guarded():
    row = SimpleNamespace(**dict.fromkeys(COLUMNS, "=cmd|' /C calc'!A0"))
    row.confidence, row.rating, row.additionalNumbers = 0.95, None, ["=1", "REV-2"]
    header, line = csv.reader(csv_lines(COLUMNS, [row]))
    assert header == ["\ufeffid", *COLUMNS[1:]]
    cells = dict(zip(COLUMNS, line, strict=True))
    assert cells["confidence"] == "0.95"
    assert cells["rating"] == ""
    assert cells["additionalNumbers"] == "'=1 | REV-2"
    assert cells["feedback"].startswith("'=")
    assert not any(cell.startswith("=") for cell in line)
