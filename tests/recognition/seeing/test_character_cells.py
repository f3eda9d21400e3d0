"""Strips cut into characters: drawn lines, pixels only."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from recognition.seeing.character_cells import character_cells, in_a_row, ink, unframed

FONT = ImageFont.load_default(38)


def strip(text, *, wall=(110, 40, 35), paint=(235, 235, 235), step=40):
    picture = Image.new("RGB", (step * len(text) + 20, 48), wall)
    draw = ImageDraw.Draw(picture)
    for column, glyph in enumerate(text):
        draw.text((30 + column * step, 24), glyph, paint, FONT, anchor="mm")
    return np.asarray(picture)


def stacked_strip(text):
    """Upright characters one below the other, turned so that they run to the right."""
    column = np.vstack([np.asarray(tile(glyph)) for glyph in text])
    return np.ascontiguousarray(np.rot90(column))


def tile(glyph):
    picture = Image.new("RGB", (48, 56), (30, 45, 110))
    ImageDraw.Draw(picture).text((24, 28), glyph, (240, 240, 240), FONT, anchor="mm")
    return picture


@pytest.mark.parametrize("colours", [((90, 30, 30), (240,) * 3), ((200,) * 3, (20, 20, 30))])
def test_ink_is_found_light_on_dark_and_dark_on_light(colours):
    wall, paint = colours
    share = ink(strip("MSKU601", wall=wall, paint=paint)).mean()
    assert 0.03 < share < 0.4


def test_characters_side_by_side_are_cut_an_i_included():
    assert len(character_cells(strip("FCIU4601838"), stacked=False)) == 11


def test_stacked_characters_are_cut_and_turned_upright():
    cells = character_cells(stacked_strip("TL7"), stacked=True)
    assert len(cells) == 3
    upper, lower = np.array_split(ink(cells[1]), 2)
    assert lower.sum() > upper.sum()


def test_an_empty_wall_has_no_characters():
    assert character_cells(np.full((48, 300, 3), 90, np.uint8), stacked=False) == []


def test_a_frame_is_painted_over_and_its_digit_kept():
    picture = Image.new("RGB", (60, 72), (120, 30, 30))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((6, 6, 53, 65), outline=(240, 240, 240), width=4)
    draw.text((30, 36), "3", (240, 240, 240), FONT, anchor="mm")
    framed = np.asarray(picture)
    bare = ink(unframed(framed))
    assert not bare[:12].any() and not bare[:, :10].any()
    assert bare[20:52, 15:45].any()


def test_a_character_without_a_frame_stays_as_it_is():
    cell = np.asarray(tile("7"))
    assert unframed(cell) is cell


def test_a_row_has_one_height_whatever_its_characters_had():
    row = in_a_row([np.zeros((56, 48, 3), np.uint8), np.zeros((96, 48, 3), np.uint8)])
    assert row.shape == (48, 41 + 24, 3)
