"""Runs of true values."""

import numpy as np
import pytest

from core.runs import runs


@pytest.mark.parametrize(
    ("mask", "found"),
    [
        ("", []),
        ("000", []),
        ("111", [[0, 3]]),
        ("0110010", [[1, 3], [5, 6]]),
        ("1001", [[0, 1], [3, 4]]),
    ],
)
def test_each_run_is_from_its_first_place_to_the_one_behind_its_last(mask, found):
    assert runs(np.array([sign == "1" for sign in mask], np.bool_)).tolist() == found
