"""Features of pack shots."""

from __future__ import annotations

import io

import numpy as np
import pytest

from scenes.drawing.packs import draw_pack_shot
from scenes.matching import FEATURES_VERSION, Features, Unusable, features_of


@pytest.fixture(scope="module")
def features() -> Features:
    return features_of(draw_pack_shot(8))


def test_features_come_back_from_their_bytes(features: Features):
    again = Features.from_bytes(features.to_bytes())
    assert again.width == pytest.approx(features.width)
    assert again.jpeg == features.jpeg
    assert np.array_equal(again.keypoints.descriptors, features.keypoints.descriptors)
    assert np.abs(again.keypoints.points - features.keypoints.points).max() < 0.3
    assert np.abs(again.keypoints.angles - features.keypoints.angles).max() < 0.01


def test_features_of_another_version_are_refused(features: Features):
    with np.load(io.BytesIO(features.to_bytes())) as kept:
        parts = {**kept, "version": np.int32(FEATURES_VERSION - 1)}
    buffer = io.BytesIO()
    np.savez(buffer, **parts)
    with pytest.raises(ValueError, match="another version"):
        Features.from_bytes(buffer.getvalue())


def test_a_plain_margin_is_no_part_of_the_product(features: Features):
    shot = draw_pack_shot(8)
    framed = np.pad(shot, ((150, 90), (60, 200), (0, 0)), constant_values=255)
    found = features_of(framed)
    assert found.width == pytest.approx(features.width, rel=0.02)
    assert len(found.keypoints) == pytest.approx(len(features.keypoints), rel=0.1)


@pytest.mark.parametrize(
    ("height", "width", "reason"), [(300, 200, "no print"), (20, 200, "too small")]
)
def test_a_picture_without_print_or_size_is_unusable(height: int, width: int, reason: str):
    with pytest.raises(Unusable, match=reason):
        features_of(np.full((height, width, 3), 180, np.uint8))
