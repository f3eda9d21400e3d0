"""A part of a photo as a vision model gets it: scaled, JPEG, without metadata. Pure."""

from __future__ import annotations

import cv2
import numpy as np

from core.engines import Pixels
from core.errors import RecognitionError


def picture(pixels: Pixels, *, scale: float = 1.0, quality: int = 85) -> bytes:
    """``pixels`` (RGB) ``scale`` times as large on each side, as a JPEG of ``quality`` (1-100)."""
    done, encoded = cv2.imencode(
        ".jpg",
        cv2.cvtColor(_scaled(pixels, scale), cv2.COLOR_RGB2BGR),
        [cv2.IMWRITE_JPEG_QUALITY, quality],
    )
    if not done:
        raise RecognitionError(detail="a picture for the model could not be encoded")
    return encoded.tobytes()


def _scaled(pixels: Pixels, scale: float) -> Pixels:
    if scale == 1.0:
        return pixels
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)
