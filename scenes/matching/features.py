"""What is kept of a pack shot: its outline, a small picture of it and its keypoints."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.engines import Pixels
from scenes.matching.keypoints import Keypoints, keypoints_of
from scenes.matching.outline import trimmed

FEATURES_VERSION = 2
"""Goes up whenever features computed before no longer fit."""

HEIGHT = 480
"""Pack shots are brought to this height in pixels: the unit of their keypoints."""

_MOST_KEYPOINTS = 900
_FEWEST_KEYPOINTS = 8
# What is kept can be read; comparing looks needs less.
_LOOKED_AT = 144
_SMALLEST_SIDE = 24


class Unusable(Exception):
    """A picture that nothing can be recognised by. ``reason`` is a sentence for its sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One pack shot, cut to the product and ``HEIGHT`` pixels high.

    ``width`` is in those pixels; ``jpeg`` is a picture of the same part, at most as high.
    """

    width: float
    keypoints: Keypoints
    jpeg: bytes

    @property
    def height(self) -> float:
        return float(HEIGHT)

    def picture(self) -> Pixels:
        """The small picture, RGB."""
        return _decoded(self.jpeg)

    def to_bytes(self) -> bytes:
        buffer = io.BytesIO()
        np.savez(
            buffer,
            version=np.int32(FEATURES_VERSION),
            width=np.float32(self.width),
            places=np.column_stack(
                [self.keypoints.points, self.keypoints.sizes, self.keypoints.angles]
            ).astype(np.float16),
            descriptors=self.keypoints.descriptors,
            jpeg=np.frombuffer(self.jpeg, np.uint8),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Features:
        """What :meth:`to_bytes` wrote. ValueError for another version's."""
        with np.load(io.BytesIO(kept), allow_pickle=False) as file:
            if int(file["version"]) != FEATURES_VERSION:
                raise ValueError("features of another version")
            places = file["places"].astype(np.float32)
            points = Keypoints(
                np.ascontiguousarray(places[:, :2]), places[:, 2], places[:, 3], file["descriptors"]
            )
            return cls(float(file["width"]), points, file["jpeg"].tobytes())


def features_of(pixels: Pixels) -> Features:
    """The features of a pack shot, (h, w, 3) RGB; its plain background is cut away.

    Raises Unusable for a picture that is too small or too plain.
    """
    if min(pixels.shape[:2]) < _SMALLEST_SIDE:
        raise Unusable("The picture is too small: a product cannot be recognised by it.")
    front = trimmed(pixels)
    scale = HEIGHT / front.shape[0]
    keypoints = keypoints_of(resized(front, scale), _MOST_KEYPOINTS)
    if len(keypoints) < _FEWEST_KEYPOINTS:
        raise Unusable("The picture shows no print or pattern to recognise a product by.")
    return Features(front.shape[1] * scale, keypoints, encoded(front))


def resized(pixels: Pixels, scale: float) -> Pixels:
    """``pixels`` at ``scale`` times their size."""
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)


def encoded(front: Pixels) -> bytes:
    """The small picture of a front, RGB, as it is kept. Raises Unusable where it cannot be."""
    small = resized(front, min(HEIGHT / front.shape[0], 1.0))
    done, data = cv2.imencode(
        ".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88]
    )
    if not done:
        raise Unusable("The picture cannot be kept.")
    encoded: bytes = data.tobytes()
    return encoded


@lru_cache(maxsize=512)
def _decoded(jpeg: bytes) -> Pixels:
    decoded = np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    picture = np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)
    small = resized(picture, min(_LOOKED_AT / picture.shape[0], 1.0))
    small.flags.writeable = False
    return small
