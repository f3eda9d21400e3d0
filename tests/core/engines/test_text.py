"""RapidOCR on drawn lines of text. Slow only once: the engine is loaded for the whole session."""

import numpy as np
import psutil
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.engines.strips import extent
from core.engines.text import RapidOcr
from core.geometry import box_of


@pytest.fixture(scope="module")
def engine():
    return RapidOcr(threads=2)


def drawn(text, *, size=40, canvas=(700, 200), colour="black", ground="white"):
    picture = Image.new("RGB", canvas, ground)
    ImageDraw.Draw(picture).text((40, 70), text, colour, ImageFont.load_default(size))
    return picture


def pixels(picture):
    return np.asarray(picture)


def texts(lines):
    return [line.text.replace(" ", "") for line in lines]


def test_it_reads_a_line(engine):
    (line,) = engine.read(pixels(drawn("S/N: AB12345678")))
    assert line.text.replace(" ", "") == "S/N:AB12345678"
    assert line.confidence > 0.9
    assert line.characters == ()
    box = box_of(line.quad)
    assert abs(box.left - 40) < 15
    assert 60 < box.top < 90


def test_an_empty_photo_has_no_lines(engine):
    assert engine.read(np.full((200, 300, 3), 255, np.uint8)) == []


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_it_reads_turned_lines_and_orders_their_corners_along_the_text(engine, turn):
    picture = drawn("Serial AB12345678", canvas=(700, 200)).rotate(turn, expand=True)
    (line,) = engine.read(pixels(picture))
    assert "AB12345678" in line.text
    start, end = line.quad[0], line.quad[1]
    direction = {90: (0, -1), 180: (-1, 0), 270: (0, 1)}[turn]
    assert (end.x - start.x) * direction[0] + (end.y - start.y) * direction[1] > 200
    width, height = extent(line.quad)
    assert width > 3 * height


def test_it_reads_a_tilted_line(engine):
    picture = drawn("Serial AB12345678").rotate(17, expand=True, fillcolor="white")
    assert any("AB12345678" in text for text in texts(engine.read(pixels(picture))))


def test_characters_are_placed_one_behind_the_other(engine):
    (line,) = engine.read(pixels(drawn("4711 0815")), characters=True)
    assert "".join(c.text for c in line.characters) == "47110815"
    lefts = [box_of(c.quad).left for c in line.characters]
    assert lefts == sorted(lefts)
    gaps = np.diff(lefts)
    assert gaps[3] > 1.25 * np.median(gaps)
    assert all(c.confidence > 0.8 for c in line.characters)


def test_colours_are_red_green_blue(engine):
    """Red print on blue: swapped channels would look alike, so contrast is in one channel only."""
    picture = drawn("AB12345678", colour=(255, 0, 0), ground=(0, 0, 0))
    assert "AB12345678" in texts(engine.read(pixels(picture)))


def test_small_print_on_a_large_photo_is_found_coarsely_and_read_finely(engine):
    photo = Image.new("RGB", (4000, 3000), (200, 200, 195))
    ImageDraw.Draw(photo).text((2500, 2100), "No. 181203620", "black", ImageFont.load_default(80))
    ImageDraw.Draw(photo).text((2500, 2300), "220V 50Hz", "black", ImageFont.load_default(80))
    found = engine.read(pixels(photo), search_side=1280)
    assert "No.181203620" in texts(found)
    assert abs(box_of(found[0].quad).left - 2500) < 25


def test_strips_are_read_in_their_order(engine):
    strips = [pixels(drawn(text).crop((30, 60, 400, 130))) for text in ("AB1234", "CD5678", "EF90")]
    assert texts(engine.read_strips(strips)) == ["AB1234", "CD5678", "EF90"]


def test_no_strips_give_no_lines(engine):
    assert engine.read_strips([]) == []


def test_its_log_stays_silent(engine, capfd):
    engine.read(np.full((200, 300, 3), 255, np.uint8))
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def test_short_lines_are_read_the_short_way_and_others_as_before(engine):
    price = pixels(drawn("12.95", canvas=(190, 60)).crop((30, 10, 190, 60)))
    shown = pixels(drawn("12.95", size=40, canvas=(260, 190)).crop((30, 60, 170, 130)))
    before = engine.read_strips([shown, price], characters=True)
    (short, _) = engine.read_short([shown, price], characters=True)
    assert short.text == "12.95"
    assert engine.read_strips([shown, price], characters=True) == before


def test_after_a_rest_it_takes_less_memory_and_reads_the_same(engine):
    page = np.full((2300, 1650, 3), 255, np.uint8)
    page[:200, :700] = pixels(drawn("Serial AB12345678"))
    before = engine.read(page, search_side=1600)
    busy = psutil.Process().memory_info().rss
    engine.rest()
    assert busy - psutil.Process().memory_info().rss > 50 * 2**20
    assert engine.read(page, search_side=1600) == before
