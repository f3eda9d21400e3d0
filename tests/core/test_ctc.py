"""The reader of line networks: its decoding, its batches, and the shipped Thai model."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.engines import Pixels
from core.engines.ctc import THAI_LINES, CtcReader, alphabet_of
from core.engines.ctc_beam import read_likely
from core.engines.ctc_lines import Reading, grey_line, read_greedily, respelled, together
from core.engines.ctc_ngrams import Ngrams
from core.errors import EngineFailed, EngineUnavailable

THAI_DRAWINGS = Path(__file__).parents[1] / "ocr_docs" / "data"


@pytest.fixture(scope="module")
def reader() -> CtcReader:
    return CtcReader(THAI_LINES, threads=1)


def answers(steps: str, alphabet: str, score: float = 0.9) -> np.ndarray:
    """One step for each letter of ``steps``; a dot is the blank."""
    rows = np.full((len(steps), len(alphabet) + 1), 0.001, np.float32)
    for row, letter in zip(rows, steps, strict=True):
        row[0 if letter == "." else alphabet.index(letter) + 1] = score
    return rows


def printed(text: str, size: int = 36) -> Pixels:
    font = ImageFont.load_default(size=size)
    left, top, right, bottom = (int(side) for side in font.getbbox(text))
    page = Image.new("RGB", (right - left + 16, bottom - top + 14), "white")
    ImageDraw.Draw(page).text((8 - left, 7 - top), text, "black", font)
    return np.asarray(page)


def test_repeats_are_one_character_unless_a_blank_parts_them() -> None:
    assert read_greedily(answers("..aa.b.b", "ab"), "ab").text == "abb"


def test_a_character_has_its_best_score_and_the_middle_of_its_run() -> None:
    steps = answers("..aa....", "ab")
    steps[3, 1] = 0.95
    reading = read_greedily(steps, "ab")
    assert reading.scores == pytest.approx((0.95,))
    assert reading.centres == pytest.approx((3 / 8,))


def test_white_space_at_the_ends_is_dropped_with_its_scores() -> None:
    reading = read_greedily(answers(" .a b. ", "a b"), "a b")
    assert reading.text == "a b"
    assert len(reading.scores) == len(reading.centres) == 3


def test_nothing_but_blanks_is_an_empty_line() -> None:
    assert read_greedily(answers("....", "ab"), "ab") == Reading("", (), ())


def test_marks_put_in_order_keep_their_scores() -> None:
    reading = respelled(Reading("ท่ี", (0.9, 0.5, 0.7), (0.4, 0.45, 0.5)))
    assert reading == Reading("ที่", (0.9, 0.7, 0.5), (0.4, 0.5, 0.45))


def torn(alphabet: str, ahead: str, behind: str) -> np.ndarray:
    """Steps that read กข and then ``ahead``, hardly ahead of ``behind``."""
    steps = answers("ก.ข." + ahead, alphabet)
    steps[-1] = 0.01
    steps[-1, alphabet.index(ahead) + 1] = 0.5
    steps[-1, alphabet.index(behind) + 1] = 0.45
    return steps


def test_in_doubt_the_usual_letter_is_read_with_its_own_score() -> None:
    ngrams = Ngrams({"ก": 50, "ข": 50, "ด": 50, "ต": 50, "กข": 40, "ขด": 40, "กขด": 40})
    reading = read_likely(torn("กขดต", "ต", "ด"), "กขดต", ngrams)
    assert reading.text == "กขด"
    assert reading.scores == pytest.approx((0.9, 0.9, 0.45))


def test_without_doubt_an_unusual_letter_stays() -> None:
    ngrams = Ngrams({"ก": 50, "ข": 50, "ด": 50, "กข": 40, "ขด": 40, "กขด": 40})
    assert read_likely(answers("ก.ข.ต", "กขดต"), "กขดต", ngrams).text == "กขต"


def test_a_mark_that_nearly_faded_is_read_where_it_is_usual() -> None:
    faded = answers("ก.ต", "ก่ต")
    faded[1] = (0.6, 0.001, 0.39, 0.001)
    usual = Ngrams({"ก": 50, "่": 50, "ต": 50, "ก่": 40, "่ต": 40, "ก่ต": 40})
    rare = Ngrams({"ก": 50, "่": 50, "ต": 50, "กต": 40})
    assert read_greedily(faded, "ก่ต").text == "กต"
    reading = read_likely(faded, "ก่ต", usual)
    assert reading.text == "ก่ต"
    assert reading.scores == pytest.approx((0.9, 0.39, 0.9), abs=0.01)
    assert reading.centres == pytest.approx((1 / 6, 3 / 6, 5 / 6))
    assert read_likely(faded, "ก่ต", rare).text == "กต"


def test_equal_neighbours_stay_two_and_a_run_is_one() -> None:
    ngrams = Ngrams({"a": 9, "b": 9, "aa": 2, "ab": 3, "bb": 3})
    reading = read_likely(answers("..aa.b.b", "ab"), "ab", ngrams)
    assert reading.text == "abb"
    assert reading.centres == pytest.approx((3 / 8, 5.5 / 8, 7.5 / 8))
    assert read_likely(answers("....", "ab"), "ab", ngrams) == Reading("", (), ())


def test_any_digit_is_as_likely_as_another() -> None:
    ngrams = Ngrams({"0": 10, "00": 8})
    chances = [ngrams.log_probability("12", digit) for digit in "0379"]
    assert max(chances) == min(chances) < 0
    assert ngrams.log_probability("12", "ก") < min(chances)


def test_ngrams_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "some.ngrams.npz"
    Ngrams({"ก": 7, "กา": 3}).save(path)
    assert Ngrams.load(path).log_probability("ก", "า") == pytest.approx(np.log(3 / 7))


def test_a_faint_line_is_stretched_to_full_contrast() -> None:
    faint = np.full((60, 200, 3), 150, np.uint8)
    faint[20:40, 50:150] = 100
    grey = grey_line(faint, 40)
    assert grey.shape == (40, 133)
    assert grey.min() < 2
    assert grey.max() > 253


def test_lines_are_continued_with_their_own_background() -> None:
    lines = [np.full((40, 30), 200, np.uint8), np.full((40, 64), 10, np.uint8)]
    batch = together(lines, 64)
    assert batch.shape == (2, 1, 40, 64)
    assert np.ptp(batch[0]) == 0
    assert np.ptp(batch[1]) == 0


@pytest.mark.parametrize(
    "text", ["MHFGX8FS7J1234567", "1,498", "TOYOTA", "2KD-7654321", "31/12/2567"]
)
def test_latin_and_digits_are_read(reader: CtcReader, text: str) -> None:
    assert reader.read([printed(text)])[0].text == text


@pytest.mark.parametrize(
    ("drawing", "text"),
    [("thai_line_date", "7 มีนาคม 2562"), ("thai_line_name", "นางสาวสมหญิง ใจดี")],
)
def test_thai_is_read(reader: CtcReader, drawing: str, text: str) -> None:
    with Image.open(THAI_DRAWINGS / f"{drawing}.png") as page:
        strip = np.asarray(page.convert("RGB"))
    reading = reader.read([strip])[0]
    assert reading.text == text
    assert min(reading.scores) > 0.3


def test_strips_of_all_sizes_keep_their_order(reader: CtcReader) -> None:
    texts = ["2561", "A1", "NISSAN 1990 BLACK", "77"]
    strips = [printed(text, size) for text, size in zip(texts, (20, 60, 36, 90), strict=True)]
    assert [reading.text for reading in reader.read(strips)] == texts
    assert reader.read([]) == []


def test_centres_run_from_left_to_right_over_the_strip(reader: CtcReader) -> None:
    reading = reader.read([printed("123456789")])[0]
    assert all(left < right for left, right in pairwise(reading.centres))
    assert 0 < reading.centres[0] < 0.15
    assert 0.85 < reading.centres[-1] < 1


def test_probabilities_sum_to_one_over_the_alphabet(reader: CtcReader) -> None:
    found = reader.probabilities([printed("12")])[0]
    assert found.shape[1] == len(reader.alphabet) + 1
    assert found.sum(1) == pytest.approx(np.ones(len(found)), abs=1e-3)


def test_the_alphabet_has_every_character_once() -> None:
    alphabet = alphabet_of(THAI_LINES)
    assert len(set(alphabet)) == len(alphabet)
    assert set(" 0Zก๙ำ์ฯๆ฿") <= set(alphabet)


def test_a_missing_model_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable):
        CtcReader(tmp_path / "none.onnx")


def test_a_picture_without_pixels_is_a_failure(reader: CtcReader) -> None:
    with pytest.raises(EngineFailed):
        reader.read([np.zeros((0, 10, 3), np.uint8)])
