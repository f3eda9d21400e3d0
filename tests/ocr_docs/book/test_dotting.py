"""Dots of a line to write on go, what is written on them stays whole."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.engines import Pixels
from ocr_docs.book.curves import Floats
from ocr_docs.book.dotting import bare, painted
from ocr_docs.book.ink import Darkness
from ocr_docs.book.lattice import lattice

_EM, _LIMIT, _WIDTH = 46.0, 0.35, 900
_PITCH, _LINE = 8.7, 70.0
_RULE = slice(66, 75)


def _dots(page: Darkness, at: Floats | None = None, drop: Floats | None = None) -> Floats:
    """Dots drawn on ``page``, black is 1, and the columns they are at."""
    columns = np.arange(6, _WIDTH - 6, _PITCH) if at is None else at
    heights = np.full(len(columns), _LINE) if drop is None else _LINE + drop
    for x, y in zip(columns, heights, strict=True):
        cv2.circle(page, (round(x * 8), round(y * 8)), 14, 1.0, -1, cv2.LINE_AA, shift=3)
    return columns


def _page() -> Darkness:
    return np.zeros((110, _WIDTH), np.float32)


def _stem(page: Darkness, left: int, *, foot: bool) -> None:
    """An E or, without its foot, an F: its bars are 4 pixels thick and 20 long."""
    page[38:70, left : left + 4] = 0.9
    for top in (38, 52, *((66,) if foot else ())):
        page[top : top + 4, left : left + 20] = 0.9


def _soft(page: Darkness) -> Darkness:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 0.8), np.float32)


def _without(page: Darkness) -> Darkness:
    found = bare(_soft(page), _RULE, _EM, _LIMIT)
    assert found is not None
    return found


def _ink(page: Darkness, left: int) -> NDArray[np.float32]:
    """The darkness of the rows of a foot, right of a stem at ``left``."""
    return page[66:70, left + 8 : left + 18]


def test_an_e_keeps_its_foot_in_the_dots_and_an_f_gets_none() -> None:
    page = _page()
    _dots(page)
    for number in range(8):
        _stem(page, 200 + 31 * number, foot=number % 2 == 0)
    found = _without(page)
    feet = [_ink(found, 200 + 31 * number).mean() for number in range(8)]
    assert min(feet[::2]) > 0.5
    assert max(feet[1::2]) < 0.15


def test_a_full_stop_in_the_line_stays_wherever_the_dots_are() -> None:
    for x in range(400, 409):
        page = _page()
        _dots(page)
        cv2.circle(page, (x, 68), 5, 0.9, -1, cv2.LINE_AA)
        found = _without(page)
        assert (found[62:74, x - 5 : x + 6] > _LIMIT).sum() > 30
        assert (found[:, : x - 8] > _LIMIT).sum() == 0


def test_dots_are_known_under_letters_where_the_paper_curls() -> None:
    page = _page()
    share = np.arange(0, 1, 1 / 100)
    at = 6 + (_WIDTH - 12) * (share + 0.05 * share * (1 - share))
    _dots(page, at, 3 * np.sin(3 * share))
    for number in range(9):
        _stem(page, 300 + 31 * number, foot=True)
    found = lattice(page, _RULE, _EM, _LIMIT)
    assert found is not None
    off = np.interp(at, np.arange(_WIDTH), found.phase)
    off -= np.rint(off)
    assert np.abs(off).max() * _PITCH < 1.5


def test_a_drawn_line_and_a_line_of_letters_alone_are_no_lattice() -> None:
    drawn, letters = _page(), _page()
    drawn[68:72] = 0.8
    for number in range(20):
        _stem(letters, 40 + 40 * number, foot=True)
    assert lattice(drawn, _RULE, _EM, _LIMIT) is None
    assert lattice(letters, _RULE, _EM, _LIMIT) is None
    assert bare(drawn, slice(0, 0), _EM, _LIMIT) is None


def test_dots_of_two_lines_end_to_end_that_are_not_known_everywhere_stay() -> None:
    page = _page()
    _dots(page, np.arange(6, 450, _PITCH))
    _dots(page, np.arange(455, _WIDTH - 6, 14.0))
    assert bare(page, _RULE, _EM, _LIMIT) is None


@pytest.mark.parametrize("paper", [(235, 235, 235), (200, 220, 190)])
def test_where_dots_were_the_picture_has_the_colour_of_its_paper(
    paper: tuple[int, int, int],
) -> None:
    page = _page()
    _dots(page)
    _stem(page, 300, foot=True)
    shade = _soft(page)
    pixels: Pixels = np.rint(np.array(paper) * (1 - shade[..., None])).astype(np.uint8)
    found = painted(pixels, shade, _without(page))
    assert np.abs(found[60:80, :280].astype(int) - paper).max() < 20
    assert (found[38:60, 300:304] == pixels[38:60, 300:304]).all()
