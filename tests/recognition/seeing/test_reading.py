"""The reading strategy, with the real engines, on drawn photos."""

from contextlib import contextmanager

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from core.engines import TextLine
from core.engines.barcodes import ZxingCpp
from core.engines.text import RapidOcr
from core.geometry import box_of, quad_of
from recognition.pipeline import places_to_look, recognise, see
from recognition.seeing.turning import quarter_turns


@pytest.fixture(scope="module")
def engines():
    return {"text": RapidOcr(threads=2), "barcodes": ZxingCpp()}


def sheet(rows, *, size=40, canvas=(900, 600), at=(60, 60)):
    picture = Image.new("RGB", canvas, (226, 226, 220))
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size)
    for number, row in enumerate(rows):
        pen.text((at[0], at[1] + number * size * 1.7), row, "black", font)
    return picture


def with_bars(picture, text, at):
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    symbol = np.array(zxingcpp.write_barcode_to_image(made, scale=3))
    picture.paste(Image.fromarray(symbol).convert("RGB"), at)
    return picture


LABEL = ["Model: TX-200", "S/N: AB12345678", "220-240V 50Hz"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270, 12, -20])
def test_a_label_is_read_whichever_way_it_is_turned(engines, turn):
    photo = sheet(LABEL).rotate(turn, expand=True, fillcolor=(226, 226, 220))
    verdict = recognise(np.asarray(photo), **engines)
    assert verdict.serial_number == "AB12345678"
    assert verdict.confidence >= 0.7


def test_promising_print_is_read_several_times(engines):
    seen = see(np.asarray(sheet(LABEL)), **engines)
    assert sum("AB12345678" in line.text for line in seen.lines) >= 3


def test_small_print_on_a_large_photo_is_read(engines):
    photo = sheet(LABEL, size=34, canvas=(4600, 3400), at=(2800, 2300))
    verdict = recognise(np.asarray(photo), **engines)
    assert verdict.serial_number == "AB12345678"
    box = box_of(verdict.box)
    assert 2780 < box.left < 2960
    assert 2340 < box.top < 2400
    assert "lower" in verdict.location


def test_small_photos_are_read_enlarged(engines):
    photo = sheet(LABEL, size=40).resize((270, 180), Image.Resampling.LANCZOS)
    assert recognise(np.asarray(photo), **engines).serial_number == "AB12345678"


def test_bars_on_a_tilted_label_are_read(engines):
    picture = with_bars(sheet(["Serial No."], canvas=(900, 600)), "CNK8181G2C", (60, 130))
    photo = picture.rotate(21, expand=True, fillcolor=(226, 226, 220))
    seen = see(np.asarray(photo), **engines)
    assert [code.text for code in seen.barcodes] == ["CNK8181G2C"]
    middle = box_of(seen.barcodes[0].quad)
    assert 0 < middle.left < photo.width
    assert 0 < middle.top < photo.height


def test_an_empty_photo_gives_no_serial_number(engines):
    verdict = recognise(np.full((480, 640, 3), 200, np.uint8), **engines)
    assert verdict.serial_number is None
    assert verdict.confidence == 0


def test_places_to_look_hold_the_serial_number(engines):
    seen = see(np.asarray(sheet(LABEL)), **engines)
    first = places_to_look(seen)[0]
    serial = next(line for line in seen.lines if "AB12345678" in line.text)
    middle = box_of(serial.quad)
    assert first.left - 10 <= middle.left
    assert middle.right <= first.right + 10


def test_each_part_of_the_work_is_timed(engines):
    names = []

    @contextmanager
    def step(name):
        names.append(name)
        yield

    recognise(np.asarray(sheet(LABEL)), **engines, step=step)
    assert names[:2] == ["barcode", "ocr"]
    assert names[-1] == "fuse"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_small_print_on_a_photo_that_lies_on_its_side_is_found_where_it_is(engines, turn):
    upright = sheet(LABEL, size=30, canvas=(3000, 2250), at=(1900, 1500))
    photo = upright.rotate(turn, expand=True)
    seen = see(np.asarray(photo), **engines)
    middle = box_of(next(line.quad for line in seen.lines if "AB12345678" in line.text))
    marked = Image.new("L", upright.size)
    marked.paste(255, (1900, 1540, 2150, 1600))
    place = marked.rotate(turn, expand=True).getbbox()
    assert place[0] <= (middle.left + middle.right) / 2 <= place[2]
    assert place[1] <= (middle.top + middle.bottom) / 2 <= place[3]


def test_print_in_both_directions_leaves_the_photo_as_it_is():
    level = TextLine("SERIAL", quad_of([(0, 0), (90, 0), (90, 20), (0, 20)]), 0.9)
    down = TextLine("NUMBER", quad_of([(200, 0), (200, 90), (180, 90), (180, 0)]), 0.9)
    assert quarter_turns([level, down]) == 0
    assert quarter_turns([level, down, down, down, down]) == 1
    assert quarter_turns([]) == 0
