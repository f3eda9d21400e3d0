"""Measuring pages of text: error rates, and what the command shows of them."""

import csv
import io

import pytest
from PIL import Image

from core.engines import TextLine
from core.engines.scripted import ScriptedText
from core.evaluation import summary_of
from core.geometry import quad_of
from ocr_docs.evaluations import texts
from ocr_docs.evaluations.texts import Evaluation, bare, error_rate


@pytest.mark.parametrize(
    ("got", "truth", "wrong"),
    [
        ("กขคง", "กขคง", 0),
        ("กขง", "กขคง", 1),
        ("กขคคง", "กขคง", 1),
        ("กขตง", "กขคง", 1),
        ("", "กขคง", 4),
        ("งคขก", "กขคง", 4),
        ("xxxxxx", "กขคง", 6),
    ],
)
def test_an_error_rate_counts_what_is_missing_wrong_or_too_much(got, truth, wrong):
    assert error_rate(got, truth) == pytest.approx(wrong / 4)


def test_white_space_does_not_count():
    assert bare(" ก ข\n ค\t") == "กขค"


def folder_of(tmp_path, truths):
    rows = [{"image": f"{i}.png", "truth": truth} for i, truth in enumerate(truths)]
    out = io.StringIO()
    writer = csv.DictWriter(out, ["image", "truth"])
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / "labels.csv").write_text(out.getvalue(), encoding="utf-8")
    for row in rows:
        Image.new("RGB", (64, 48), "white").save(tmp_path / row["image"])
    return tmp_path


def page_of(*words):
    return [
        TextLine(word, quad_of([(0, y), (50, y), (50, y + 8), (0, y + 8)]), 0.8)
        for y, word in zip(range(0, 40, 10), words, strict=False)
    ]


def measured(tmp_path, monkeypatch, *, tesseract=None):
    engine = ScriptedText([page_of("กข ค", "งจ"), page_of("กขค")])
    monkeypatch.setattr(texts, "thai_engine", lambda: engine)
    monkeypatch.setattr(texts, "_tesseract", lambda: tesseract)
    evaluation = Evaluation(folder_of(tmp_path, ["กข\nคง จ", "กขคง"]))
    return evaluation, list(evaluation)


def test_a_page_is_right_when_all_its_characters_are(tmp_path, monkeypatch):
    evaluation, cases = measured(tmp_path, monkeypatch)
    assert len(evaluation) == 2
    assert [case.right for case in cases] == [True, False]
    assert cases[1].notes == "25.00% of the characters wrong"
    assert cases[0].confidence == pytest.approx(0.8)
    assert summary_of(cases, 0.7).exact_match == 0.5


def test_the_report_gives_error_rate_and_time(tmp_path, monkeypatch):
    evaluation, _ = measured(tmp_path, monkeypatch)
    rows = dict(evaluation.report())
    assert rows["character error rate"] == "12.50%"
    assert set(rows) == {"character error rate", "seconds per page"}


def test_where_tesseract_is_installed_the_report_compares(tmp_path, monkeypatch):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'ก ข'\n", encoding="utf-8")
    program.chmod(0o755)
    evaluation, cases = measured(tmp_path, monkeypatch, tesseract=str(program))
    rows = dict(evaluation.report())
    assert cases[1].notes.endswith("50.00% by tesseract")
    assert rows["character error rate, tesseract"] == "55.00%"
    assert rows["error rate against tesseract's"] == "0.23"


def test_before_anything_is_measured_there_is_nothing_to_report(tmp_path):
    assert Evaluation(folder_of(tmp_path, ["ก"])).report() == []
