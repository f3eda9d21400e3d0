"""The lines that a model's values are looked for in are those of the page itself."""

import numpy as np

from core.engines import TextLine
from core.geometry import quad_of
from ocr_docs.overhearing import Overheard

PAGE = np.full((600, 700, 3), 255, np.uint8)
FLAT = np.full((1200, 900, 3), 255, np.uint8)


class Engine:
    """Reads one line, as wide as the picture."""

    def read(self, pixels, *, characters=False, search_side=1280):
        height, width = pixels.shape[:2]
        quad = quad_of([(0, 0), (width, 0), (width, height), (0, height)])
        return [TextLine(f"{width} wide", quad, 0.9)]

    def read_strips(self, strips, *, characters=False):
        return [line for strip in strips for line in self.read(strip)]


def test_a_second_reading_of_the_page_laid_flat_leaves_the_lines_of_the_page():
    thai = Overheard(Engine())
    assert thai.lines == []
    thai.read(PAGE)
    again = thai.read(FLAT)
    thai.read_strips([FLAT[:30]])
    assert [line.text for line in again] == ["900 wide"]
    assert [line.text for line in thai.lines] == ["700 wide"]


def test_a_page_without_text_keeps_its_empty_lines():
    class Blind(Engine):
        def read(self, pixels, **options):
            return [] if pixels is PAGE else super().read(pixels)

    thai = Overheard(Blind())
    thai.read(PAGE)
    thai.read(FLAT)
    assert thai.lines == []
