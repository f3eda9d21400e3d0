"""Container numbers read from painted walls by the real engine."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.engines.text import RapidOcr
from recognition.evidence import Kind, Source
from recognition.seeing.closer_look import closer_lines
from recognition.seeing.containers import find_containers

RED, GREY, BLUE = (120, 35, 30), (170, 175, 178), (25, 45, 110)
WHITE, BLACK = (235, 235, 235), (20, 20, 25)


@pytest.fixture(scope="module")
def engine():
    return RapidOcr(threads=2)


class Wall:
    """A corrugated wall, 1280 x 960, to paint on and to photograph."""

    def __init__(self, colour=RED, paint=WHITE):
        shade = 1 + 0.12 * np.sign(np.sin(np.arange(1280) / 1280 * 2 * np.pi * 12))
        pixels = np.tile(np.array(colour) * shade[:, None], (960, 1, 1))
        self.picture = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
        self.draw = ImageDraw.Draw(self.picture)
        self.font = ImageFont.load_default(64)
        self.paint = paint

    def across(self, text, left, top):
        self.draw.text((left, top), text, self.paint, self.font, stroke_width=1)

    def down(self, text, left, top, pitch=66):
        for row, glyph in enumerate(text):
            place = (left, top + row * pitch)
            self.draw.text(place, glyph, self.paint, self.font, anchor="mt", stroke_width=1)

    def framed(self, digit, left, top):
        self.draw.rectangle((left - 12, top, left + 48, top + 76), outline=self.paint, width=5)
        self.across(digit, left, top)

    def photo(self, lean=0.03):
        """Seen a little from the side, unsharp and noisy."""
        source = np.array([[0, 0], [1280, 0], [1280, 960], [0, 960]], np.float32)
        target = source + np.array([[0, 0], [0, lean], [0, -lean], [0, 0]], np.float32) * 960
        warp = cv2.getPerspectiveTransform(source, target)
        seen = cv2.warpPerspective(np.asarray(self.picture), warp, (1280, 960), borderMode=1)
        noise = np.random.default_rng(7).normal(0, 5, seen.shape)
        return np.clip(cv2.GaussianBlur(seen, (0, 0), 1.2) + noise, 0, 255).astype(np.uint8)


def found(wall, engine):
    pixels = wall.photo()
    return find_containers(pixels, engine.read(pixels), engine)


def test_it_reads_one_line_on_a_door_with_a_framed_check_digit(engine):
    wall = Wall(BLUE)
    wall.across("CSQU", 300, 300)
    wall.across("305438", 560, 300)
    wall.framed("3", 860, 300)
    wall.across("22G1", 560, 400)
    best = found(wall, engine)[0]
    assert best.value == "CSQU3054383"
    assert best.kind is Kind.CONTAINER
    assert best.sources == (Source.TEXT,)
    assert best.checks == {"iso6346": True}
    assert best.confidence >= 0.8


def test_it_reads_two_lines_without_the_size_code(engine):
    wall = Wall(GREY, BLACK)
    wall.across("MSKU", 400, 250)
    wall.across("6011672", 400, 340)
    wall.across("45G1", 400, 430)
    assert found(wall, engine)[0].value == "MSKU6011672"


def test_it_reads_upright_characters_one_below_the_other(engine):
    wall = Wall()
    wall.down("MSKU", 600, 60)
    wall.down("6011672", 600, 360)
    wall.down("22G1", 760, 60)
    best = found(wall, engine)[0]
    assert best.value == "MSKU6011672"
    assert best.confidence >= 0.8


def test_the_quad_lies_on_the_number(engine):
    wall = Wall(BLUE)
    wall.across("CSQU 3054383", 300, 300)
    quad = found(wall, engine)[0].quad
    assert all(250 < corner.x < 800 and 270 < corner.y < 400 for corner in quad)


def test_the_quad_of_two_lines_is_around_both(engine):
    wall = Wall(GREY, BLACK)
    wall.across("MSKU", 400, 250)
    wall.across("6011672", 400, 340)
    quad = found(wall, engine)[0].quad
    assert min(corner.y for corner in quad) < 275
    assert max(corner.y for corner in quad) > 385
    assert max(corner.x for corner in quad) > 600


def test_a_closer_look_reports_lines_in_the_pixels_of_the_photo(engine):
    wall = Wall(BLUE)
    wall.font = ImageFont.load_default(20)
    wall.across("CSQU 3054383", 700, 500)
    wall.across("22G1", 700, 530)
    pixels = wall.photo(lean=0)
    mark = next(line for line in engine.read(pixels) if "22G1" in line.text)
    number = next(line for line in closer_lines(pixels, [mark], engine) if "CSQU" in line.text)
    assert number.quad[0].x == pytest.approx(700, abs=8)
    assert (number.quad[0].y + number.quad[3].y) / 2 == pytest.approx(512, abs=6)


def test_it_never_makes_up_a_check_digit_that_nobody_read(engine):
    wall = Wall()
    wall.across("MSKU 601167", 300, 300)
    assert all(candidate.value != "MSKU6011672" for candidate in found(wall, engine))


def test_a_number_that_fails_its_check_digit_is_kept_and_not_trusted(engine):
    wall = Wall(BLUE)
    wall.across("CSQU 3054384", 300, 300)
    best = found(wall, engine)[0]
    assert best.value == "CSQU3054384"
    assert best.checks == {"iso6346": False}
    assert best.confidence < 0.5


def test_the_nearer_container_wins(engine):
    wall = Wall()
    wall.across("MSKU 6011672", 200, 500)
    wall.font = ImageFont.load_default(22)
    wall.across("CSQU 3054383", 900, 60)
    assert found(wall, engine)[0].value == "MSKU6011672"


def test_no_strip_is_read_for_a_photo_without_container_marks(engine):
    wall = Wall(GREY, BLACK)
    wall.across("S/N 5CD8123XYZ", 200, 300)
    wall.across("MODEL AU-100", 200, 400)
    pixels = wall.photo()

    class Silent:
        def read_strips(self, strips):
            raise AssertionError("a strip was read")

    assert find_containers(pixels, engine.read(pixels), Silent()) == ()
