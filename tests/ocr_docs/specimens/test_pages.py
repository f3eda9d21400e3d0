"""Drawn pages: every value stands where its quads say, in ink."""

import cv2
import numpy as np
import pytest

from core.geometry import box_of
from ocr_docs.book.lists import KEYS, LOWER_KEYS, UPPER_KEYS
from ocr_docs.specimens.filling import fitting
from ocr_docs.specimens.ink import Face, ink_box, line_mask, width_of
from ocr_docs.specimens.pages import draw

PAGES = {kind: draw(11, kind, 150) for kind in ("spread", "upper", "lower")}


def contrast(page, quad):
    """How much darker the darkest of a quad is than its lightest, 0-255."""
    left, top, right, bottom = (round(edge) for edge in box_of(quad))
    part = cv2.cvtColor(page.pixels[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    return int(part.max()) - int(np.percentile(part, 4))


def test_a_spread_shows_both_pages_and_a_page_its_own_fields():
    assert set(PAGES["upper"].fields) <= {*UPPER_KEYS, "book_number"}
    assert set(PAGES["lower"].fields) <= {*LOWER_KEYS, "book_number"}
    assert {"car_number", "ownership"} <= set(PAGES["spread"].fields) <= set(KEYS)


@pytest.mark.parametrize("kind", PAGES)
def test_every_quad_lies_on_the_page_and_holds_ink(kind):
    page = PAGES[kind]
    height, width = page.pixels.shape[:2]
    for printed in page.fields.values():
        for quad in printed.quads:
            assert all(0 <= x <= width and 0 <= y <= height for x, y in quad)
            assert contrast(page, quad) > 40


@pytest.mark.parametrize("kind", PAGES)
def test_quads_are_one_line_high_and_read_from_left_to_right(kind):
    for key, printed in PAGES[kind].fields.items():
        for top_left, top_right, bottom_right, _ in printed.quads:
            assert top_left.x < top_right.x
            assert top_right.y < bottom_right.y < top_right.y + 0.035 * 1240, key


def test_the_same_seed_draws_the_same_page():
    again = draw(11, "upper", 150)
    assert np.array_equal(again.pixels, PAGES["upper"].pixels)
    assert again.fields == PAGES["upper"].fields


def test_only_an_address_is_printed_on_two_lines():
    lines = {
        key: len(printed.quads)
        for seed in range(12)
        for key, printed in draw(seed, "lower", 150).fields.items()
    }
    assert {key for key, count in lines.items() if count > 1} <= {
        "ownership_adress",
        "possessor_adress",
    }


def test_a_page_is_as_large_as_its_resolution_says():
    small, large = draw(5, "spread", 100), draw(5, "spread", 200)
    assert np.allclose(np.array(large.pixels.shape) / small.pixels.shape, (2, 2, 1), atol=0.01)


@pytest.mark.parametrize("printer", ["laser", "matrix", "typewriter"])
def test_marks_rise_above_their_letters(printer):
    rng = np.random.default_rng(1)
    face = Face("Norasi", 40, printer=printer)
    plain, _, flat_top = line_mask("ป", face, rng)
    marked, _, top = line_mask("ปี่", face, rng)
    assert top + ink_box(marked).top < flat_top + ink_box(plain).top - 4


def test_a_value_too_long_for_its_line_is_made_to_fit():
    face = Face("Garuda", 40)
    fitted = fitting("รถยนต์นั่งส่วนบุคคลไม่เกิน 7 คน", face, 200)
    assert width_of("รถยนต์นั่งส่วนบุคคลไม่เกิน 7 คน", fitted) <= 206
    assert fitting("สี", face, 200) is face
