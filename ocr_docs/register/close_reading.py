"""A register read closely, once its place is settled: many looks, and both networks' word."""

from __future__ import annotations

from collections.abc import Sequence

from core.engines import Pixels
from core.geometry import Box
from ocr_docs.register import StripReading
from ocr_docs.register.close_certainty import close_certainty
from ocr_docs.register.drums import looks_at, together
from ocr_docs.register.ends import Drums, places, settled
from ocr_docs.register.finding_network import finding_network
from ocr_docs.register.finding_witness import drum_chances
from ocr_docs.register.polarity import odd_last
from ocr_docs.register.redness import redness
from ocr_docs.register.straightening import Look
from ocr_docs.register.strip_answers import Candidate
from ocr_docs.register.strip_network import strip_network
from ocr_docs.register.strip_reading import Colours, Row, point_certainty, reading, row_of

_LOOKS = (
    Look(1.8), Look(2.2), Look(down=0.12), Look(down=-0.12), Look(tilt=0.03), Look(tilt=-0.03),
)  # fmt: skip
"""Where a drum between two digits, or a mark, is seen one way by chance, they differ."""


def read_closely(strip: Pixels, digits: Sequence[Box], shown: tuple[float, float]) -> StripReading:
    """What the register shows whose ``digits`` were seen on ``strip`` before, roughly there.

    ``strip`` has room for a drum that was missed at either end; the photo itself fills its
    columns from the first of ``shown`` to the second. Raises EngineFailed, EngineUnavailable.
    """
    looks = looks_at(strip, digits, _LOOKS, strip_network())
    if not looks:
        return StripReading((), 0.0, 0)
    row, doubt = _whole_row(strip, together(looks), shown)
    boxes = [digit.box for digit in row.digits]
    colours = Colours(redness(strip, boxes), odd_last(strip, boxes))
    sure = close_certainty(row, looks, doubt) * point_certainty(row.digits, colours)
    return reading(row, colours, sure)


def _whole_row(
    strip: Pixels, found: Sequence[Candidate], shown: tuple[float, float]
) -> tuple[Row, float]:
    """The row from its first drum to its last, and the doubt that its ends leave."""
    row = row_of(found)
    if not row.digits:
        return row, 0.0
    boxes = places(row)
    # Beyond the photo there is nothing: the strip goes on there with the photo's last pixels.
    beyond = [shown[0] < (box.left + box.right) / 2 < shown[1] for box in (boxes[0], boxes[-1])]
    before, *at, behind = drum_chances(strip, boxes, finding_network())
    drums = Drums(before * beyond[0], at, behind * beyond[1])
    shades = redness(strip, [digit.box for digit in row.digits])
    return settled(row, found, drums, shades)
