"""Dark photos are made lighter before they are searched again."""

from __future__ import annotations

import numpy as np

from ocr_docs.register.lighting import brightened


def test_a_dark_photo_is_brought_to_middle_grey_and_keeps_its_order_of_tones() -> None:
    ramp = np.repeat(np.arange(0, 120, dtype=np.uint8), 3).reshape(1, 120, 3)
    lighter = brightened(ramp)
    assert lighter is not None
    assert 118 <= np.median(lighter) <= 138
    assert (np.diff(lighter[0, :, 0].astype(int)) >= 0).all()
    assert lighter[0, 0, 0] == 0


def test_a_photo_light_enough_is_left_alone() -> None:
    assert brightened(np.full((8, 8, 3), 110, np.uint8)) is None


def test_a_black_photo_stays_black() -> None:
    lighter = brightened(np.zeros((8, 8, 3), np.uint8))
    assert lighter is not None and lighter.max() == 0
