"""What is changed of RapidOCR costs time only, never a bit of what its models are given."""

import numpy as np
import pytest
from rapidocr.ch_ppocr_det.utils import DetPreProcess

from core.engines.text_models import loaded


@pytest.fixture(scope="module")
def engine():
    return loaded(1)


@pytest.mark.parametrize("size", [(320, 480), (180, 1600)])
def test_pictures_are_prepared_to_the_same_bits_as_by_the_library(engine, size):
    finder = engine.text_det
    own = DetPreProcess(finder.limit_side_len, finder.limit_type, finder.mean, finder.std)
    picture = np.random.default_rng(0).integers(0, 256, (*size, 3), np.uint8)
    prepared = finder.get_preprocess()(picture)
    assert prepared.dtype == np.float32
    assert np.array_equal(prepared, own(picture))


def test_nothing_is_cut_out_of_a_picture_in_which_lines_are_found(engine):
    boxes = np.array([[[0, 0], [50, 0], [50, 20], [0, 20]]], np.float32)
    assert engine.crop_text_regions(np.zeros((40, 80, 3), np.uint8), boxes) == []
