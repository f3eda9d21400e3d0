"""Rows of the serial-number panel: settings, recognitions, cached readings."""

from recognition.models.recognitions import (
    CachedReading,
    RecognitionDetail,
    SerialRecognition,
    _text_id,
)
from recognition.models.settings import RecognitionSettings, _localhost

# The last two are what migrations call them.
__all__ = [
    "CachedReading",
    "RecognitionDetail",
    "RecognitionSettings",
    "SerialRecognition",
    "_localhost",
    "_text_id",
]
