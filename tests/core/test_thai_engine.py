"""Thai and Latin on one page: finding whole lines, cutting them out, and who reads what."""

import math

import cv2
import numpy as np
import pytest

from core.engines import Character, TextLine
from core.engines.ctc_lines import Reading
from core.engines.strips import turned_over
from core.engines.thai import ThaiOcr
from core.engines.thai_choice import latin_runs, settled
from core.engines.thai_lines import Search, agreed, turned
from core.engines.thai_readings import characters_in, reading_of, score_of, spelt
from core.engines.thai_strips import strips_of
from core.geometry import box_of, moved, quad_of, turned_back


def quad(left, top, right, bottom):
    return quad_of([(left, top), (right, top), (right, bottom), (left, bottom)])


def boxes(quads):
    return [tuple(round(side) for side in box_of(q)) for q in quads]


# --- Lines out of several searches ---------------------------------------------------------


def test_large_print_is_taken_whole_from_the_coarse_search():
    whole = quad(100, 100, 900, 160)
    pieces = [quad(100, 95, 300, 165), quad(320, 95, 500, 165), quad(620, 95, 900, 165)]
    assert agreed([Search([whole], 0.4), Search(pieces, 0.8)]) == [whole]


def test_small_print_is_taken_from_the_fine_search():
    loose, tight = quad(90, 90, 910, 130), quad(100, 100, 900, 124)
    assert agreed([Search([loose], 0.4), Search([tight], 0.8)]) == [tight]


def test_two_lines_that_the_coarse_search_took_for_one_are_parted():
    merged = quad(100, 100, 900, 160)
    two = [quad(100, 100, 900, 128), quad(100, 132, 900, 160)]
    assert boxes(agreed([Search([merged], 0.4), Search(two, 0.8)])) == boxes(two)


def test_a_line_that_only_one_search_has_found_is_kept():
    one, other = quad(100, 100, 900, 130), quad(100, 300, 900, 330)
    assert boxes(agreed([Search([one], 0.4), Search([other], 0.8)])) == boxes([one, other])


def test_a_mark_found_apart_from_its_line_is_no_line():
    line, mark = quad(100, 100, 900, 160), quad(400, 82, 430, 112)
    assert boxes(agreed([Search([line], 0.4), Search([mark], 0.8)])) == boxes([line])


def test_pieces_with_hardly_a_blank_between_are_one_line():
    pieces = [quad(100, 100, 400, 140), quad(410, 101, 700, 141), quad(800, 100, 1000, 140)]
    expected = [(100, 100, 700, 141), (800, 100, 1000, 140)]
    assert boxes(agreed([Search(pieces, 0.5)])) == expected


def test_short_quads_lie_as_the_page_does():
    page = [turned(quad(100, y, 900, y + 40), 0.1) for y in (100, 200, 300)]
    askew = turned(quad(100, 400, 200, 440), 0.1 + math.radians(3))
    found = agreed([Search([*page, askew], 0.5)])[-1]
    assert math.atan2(found[1].y - found[0].y, found[1].x - found[0].x) == pytest.approx(0.1)


def test_a_single_tall_character_is_not_a_line_that_runs_downwards():
    lines = [quad(100, y, 900, y + 40) for y in (100, 200, 300)]
    tall = quad(400, 400, 415, 440)
    downwards = (tall[1], tall[2], tall[3], tall[0])
    found = agreed([Search([*lines, downwards], 0.5)])[-1]
    assert found == tall


# --- Strips --------------------------------------------------------------------------------


def paper(height=300, width=1000):
    return np.full((height, width, 3), 235, np.uint8)


def letters(page, top, *, left=100, right=900, height=40):
    """A line of hollow letters, as tall as wide."""
    for x in range(left, right - height // 2, height):
        cv2.rectangle(page, (x, top), (x + height // 2, top + height), (20, 20, 20), 4)


def test_marks_outside_the_quad_are_in_the_strip():
    page = paper()
    letters(page, 120)
    cv2.rectangle(page, (502, 100), (518, 110), (20, 20, 20), -1)
    (strip,) = strips_of(page, quad(95, 115, 905, 165))
    assert box_of(strip.quad).top < 100


def test_what_belongs_to_the_lines_above_and_below_is_left_out():
    page = paper()
    for top in (60, 120, 180):
        letters(page, top)
    (strip,) = strips_of(page, quad(95, 105, 905, 175))
    box = box_of(strip.quad)
    assert box.top > 100 and box.bottom < 180


def test_rules_and_frames_are_trimmed_off():
    page = paper()
    letters(page, 120, left=200, right=400)
    cv2.rectangle(page, (180, 100), (600, 182), (20, 20, 20), 2)
    (strip,) = strips_of(page, quad(185, 105, 410, 175))
    box = box_of(strip.quad)
    assert box.left > 184 and box.top > 104 and box.right < 400 and box.bottom < 180


def test_a_gutter_parts_a_line_in_two():
    page = paper()
    letters(page, 120, right=400)
    letters(page, 120, left=600)
    found = strips_of(page, quad(95, 115, 905, 165))
    assert [box_of(strip.quad).left > 500 for strip in found] == [False, True]


def test_light_letters_on_dark_ground_are_ink_too():
    page = paper()
    letters(page, 120)
    (strip,) = strips_of(255 - page, quad(95, 100, 905, 180))
    box = box_of(strip.quad)
    assert 105 < box.top < 121 and 160 < box.bottom < 175
    assert np.median(strip.pixels) > 200


def test_bare_paper_gives_no_strip():
    assert strips_of(paper(), quad(95, 115, 905, 165)) == []


def test_a_strip_that_stands_upside_down_reads_from_its_own_first_corner():
    page = paper()
    letters(page, 120, left=100, right=300)
    place = quad(95, 110, 500, 170)
    (strip,) = strips_of(page, turned_over(place))
    assert strip.quad[0].x > strip.quad[1].x
    assert box_of(strip.quad).right < 320


# --- Who reads what ------------------------------------------------------------------------


def reading(text, score=0.9, *, start=0.05, step=0.05):
    places = tuple(start + step * i for i in range(len(text)))
    return Reading(text, (score,) * len(text), places)


def within(run, text, score, *, shift=0.0):
    """A reading of the run's piece whose characters stand where ``reading`` has them."""
    whole = reading("x" * 40)
    places = [whole.centres[run.start + i] + shift for i in range(len(text))]
    scale = run.right - run.left
    return Reading(text, (score,) * len(text), tuple((p - run.left) / scale for p in places))


def test_neighbouring_words_without_thai_are_one_run():
    line = reading("เลข AB 12 กข 7")
    assert [line.text[run.start : run.end] for run in latin_runs(line)] == ["AB 12", "7"]


def test_words_with_thai_digits_or_without_any_letter_are_no_runs():
    assert latin_runs(reading("๑๒ - กข")) == []


def test_a_run_reaches_no_further_than_half_way_to_the_next_word():
    (run,) = latin_runs(reading("ก 12 ข"))
    assert run.left == pytest.approx((0.05 + 0.15) / 2)
    assert run.right == pytest.approx((0.2 + 0.3) / 2)


@pytest.mark.parametrize(
    ("text", "score", "shift", "expected"),
    [
        ("AB12", 0.99, 0.0, "เลข AB12 กข"),
        ("AB12", 0.8, 0.0, "เลข A812 กข"),
        ("AB12", 0.99, 0.3, "เลข A812 กข"),
        ("AB12XYZ", 0.99, 0.0, "เลข A812 กข"),
        ("A日12", 0.99, 0.0, "เลข A812 กข"),
        ("", 0.99, 0.0, "เลข A812 กข"),
    ],
    ids=["surer", "less sure", "elsewhere", "more of it", "neither Latin nor Thai", "nothing"],
)
def test_latin_is_taken_from_its_reader_where_that_one_is_to_be_believed(
    text, score, shift, expected
):
    line = reading("เลข A812 กข")
    runs = latin_runs(line)
    assert settled(line, runs, [within(runs[0], text, score, shift=shift)]).text == expected


def test_two_runs_are_settled_each_for_itself():
    line = reading("A8 ก C0")
    runs = latin_runs(line)
    answers = [within(runs[0], "AB", 0.99), within(runs[1], "CO", 0.5)]
    assert settled(line, runs, answers).text == "AB ก C0"


def test_a_line_becomes_a_reading_with_plain_letters():
    marks = tuple(Character(c, quad(x, 0, x + 20, 48), 0.9) for c, x in (("Ａ", 0), ("2", 60)))
    found = reading_of(TextLine("Ａ 2", quad(0, 0, 100, 48), 0.9, marks), 100)
    assert found.text == "A 2"
    assert found.centres == pytest.approx((0.1, 0.1, 0.7))


def test_blanks_do_not_count_in_a_score():
    assert score_of(Reading("a b", (0.8, 0.1, 0.6), (0.1, 0.2, 0.3))) == pytest.approx(0.7)
    assert score_of(Reading("", (), ())) == 0.0


def test_marks_in_another_order_are_spelt_in_the_usual_one():
    found = spelt(reading("ก่ิน"))
    assert found.text == "กิ่น"
    assert len(found.scores) == len(found.centres) == 4


def test_marks_share_the_quad_of_their_letter():
    found = characters_in(reading("ที่ 1", start=0.1, step=0.2), quad(0, 0, 100, 40))
    assert [c.text for c in found] == ["ท", "ี", "่", "1"]
    assert found[0].quad == found[1].quad == found[2].quad != found[3].quad


# --- The engine ----------------------------------------------------------------------------


class Latin:
    """Finds one list of quads after the other and reads every strip as the same text."""

    def __init__(self, *quads, text="", score=0.99):
        self.quads, self.text, self.score = list(quads), text, score
        self.sides, self.asked = [], []

    def find(self, pixels, *, search_side=1280):
        self.sides.append(search_side)
        return self.quads.pop(0) if len(self.quads) > 1 else self.quads[0]

    def read_strips(self, strips, *, characters=False):
        self.asked += [strip.shape[1] for strip in strips]
        return [self._line(strip.shape[1]) for strip in strips]

    def _line(self, width):
        step = width / max(len(self.text), 1)
        marks = tuple(
            Character(c, quad(i * step, 0, (i + 1) * step, 48), self.score)
            for i, c in enumerate(self.text)
        )
        return TextLine(self.text, quad(0, 0, width, 48), self.score, marks)


class Lines:
    """Reads a strip by where its ink lies: dark to the left is upright."""

    def __init__(self, text="ก12", upright=0.9, over=0.3):
        self.text, self.scores, self.seen = text, {True: upright, False: over}, 0

    def read(self, strips):
        self.seen += len(strips)
        return [self._reading(strip) for strip in strips]

    def _reading(self, strip):
        half = strip.shape[1] // 2
        left_first = strip[:, :half].mean() <= strip[:, half:].mean()
        return reading(self.text, self.scores[bool(left_first)], start=0.2, step=0.2)


def labelled_page(*, flipped=False):
    """Two lines whose first letter is the heaviest."""
    page = paper(400)
    for top in (100, 200):
        letters(page, top, left=300, right=700)
        cv2.rectangle(page, (220, top), (260, top + 40), (20, 20, 20), -1)
    return np.ascontiguousarray(page[::-1, ::-1]) if flipped else page


QUADS = [quad(215, 195, 705, 245), quad(215, 95, 705, 145)]


def test_lines_come_from_the_top_downwards():
    lines = ThaiOcr(Latin(QUADS), reader=Lines()).read(labelled_page())
    assert [line.text for line in lines] == ["ก12", "ก12"]
    tops = [box_of(line.quad).top for line in lines]
    assert tops == sorted(tops)
    assert all(line.confidence == pytest.approx(0.9) and not line.characters for line in lines)


def test_an_upside_down_page_is_turned_and_searched_again():
    over = [turned_over(moved(q, dx=1000, dy=400, scale=-1)) for q in QUADS]
    latin = Latin(over, over, QUADS)
    lines = ThaiOcr(latin, reader=Lines()).read(labelled_page(flipped=True))
    assert [line.confidence for line in lines] == pytest.approx([0.9, 0.9])
    assert [round(line.quad[0].x) for line in lines] == [784, 784]
    assert lines[0].quad[0].y > lines[1].quad[0].y > lines[1].quad[3].y
    assert len(latin.sides) == 4


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_places_on_a_turned_page_are_found_on_the_photo_again(turns):
    photo = np.zeros((60, 100), np.uint8)
    photo[10:20, 70:90] = 1
    rows, cols = np.nonzero(np.rot90(photo, turns))
    there = quad(cols.min(), rows.min(), cols.max() + 1, rows.max() + 1)
    assert box_of(turned_back(there, turns, photo.shape)) == (70, 10, 90, 20)


def test_lines_that_nobody_can_read_are_dropped():
    lines = ThaiOcr(Latin(QUADS), reader=Lines(upright=0.4, over=0.4)).read(labelled_page())
    assert lines == []


def test_a_page_is_searched_coarsely_and_finely():
    latin = Latin(QUADS)
    ThaiOcr(latin, reader=Lines()).read(labelled_page(), search_side=1000)
    assert latin.sides == [500, 1000]


def test_a_small_page_is_searched_once():
    latin = Latin([])
    assert ThaiOcr(latin, reader=Lines()).read(paper(300, 500), search_side=1000) == []
    assert latin.sides == [1000]


def test_latin_words_of_strips_are_read_by_the_latin_reader():
    latin = Latin([], text="12")
    engine = ThaiOcr(latin, reader=Lines(text="กข 17", upright=0.6, over=0.6))
    page = labelled_page()[90:150, 210:710]
    (line,) = engine.read_strips([page], characters=True)
    assert line.text == "กข 12"
    assert [c.text for c in line.characters] == ["ก", "ข", "1", "2"]
    assert line.confidence == pytest.approx((0.6 + 0.6 + 0.99 + 0.99) / 4)
    assert box_of(line.quad) == (0, 0, 500, 60)


def test_strips_without_latin_are_not_shown_to_the_latin_reader():
    latin = Latin([])
    ThaiOcr(latin, reader=Lines(text="กข")).read_strips([labelled_page()[90:150]])
    assert latin.asked == []
