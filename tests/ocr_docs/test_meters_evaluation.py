import numpy as np
import pytest
from PIL import Image

from core.evaluation import summary_of
from ocr_docs.evaluations import meters
from ocr_docs.evaluations.meter_labels import accepted_readings, comparable
from ocr_docs.evaluations.meters import Evaluation
from ocr_docs.findings import MeterReading


def test_a_drum_between_two_digits_may_be_read_either_way():
    row = {"truth": "1315.429", "accept": "1315.429;1315.430"}
    assert accepted_readings(row) == ["1315.429", "1315.430"]


def test_whole_and_tenth_that_roll_together_are_accepted_together():
    row = {
        "truth_integer": "00830",
        "truth_tenth": "9",
        "accept_integer": "00830;00831",
        "accept_tenth": "9;0",
    }
    assert accepted_readings(row) == ["00830.9", "00831.0"]


def test_a_tenth_alone_between_two_digits_goes_with_every_whole():
    row = {
        "truth_integer": "04144",
        "truth_tenth": "0",
        "accept_integer": "04144",
        "accept_tenth": "0;1",
    }
    assert accepted_readings(row) == ["04144.0", "04144.1"]


@pytest.mark.parametrize(
    ("value", "truth", "expected"),
    [
        ("001695", "1695", "1695"),
        ("00278.310", "278.310", "278.310"),
        ("05302.0", "05302.0", "05302.0"),
        ("0000.01", "0.01", "0.01"),
        ("00000", "0", "0"),
        ("", "12", ""),
    ],
)
def test_leading_zeros_count_only_where_the_truth_has_them(value, truth, expected):
    assert comparable(value, truth) == expected


def test_the_folder_is_read_photo_by_photo(tmp_path, monkeypatch):
    Image.new("RGB", (40, 30)).save(tmp_path / "a.png")
    Image.new("RGB", (50, 30)).save(tmp_path / "b.png")
    (tmp_path / "labels.csv").write_text(
        "image,truth,accept\na.png,7,7;8\nb.png,12,12\n", encoding="utf-8"
    )

    def read_meter(pixels: np.ndarray, text: object) -> MeterReading | None:
        return MeterReading("008", (), 0.0, 0.9) if pixels.shape[1] == 40 else None

    monkeypatch.setattr(meters, "text_engine", lambda: None)
    monkeypatch.setattr(meters, "read_meter", read_meter)
    cases = list(Evaluation(tmp_path))
    assert len(Evaluation(tmp_path)) == len(cases) == 2
    assert [(case.got, case.right) for case in cases] == [("8", True), ("", False)]
    assert summary_of(cases, 0.7).coverage == 0.5
