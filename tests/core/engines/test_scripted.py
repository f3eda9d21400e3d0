from __future__ import annotations

import numpy as np
import pytest

from core.engines import BarcodeEngine, TextEngine, VisionEngine
from core.engines.scripted import ScriptedBarcodes, ScriptedText, ScriptedVision
from core.errors import EngineFailed

PIXELS = np.zeros((20, 30, 3), np.uint8)


def test_scripted_engines_answer_in_order_and_remember_what_they_read():
    text: TextEngine = ScriptedText([[], EngineFailed("broken")])
    assert text.read(PIXELS) == []
    with pytest.raises(EngineFailed, match="broken"):
        text.read(PIXELS, characters=True)
    assert text.history == [(20, 30), (20, 30)]


def test_an_engine_that_is_asked_too_often_says_so():
    barcodes: BarcodeEngine = ScriptedBarcodes([[]])
    barcodes.read(PIXELS)
    with pytest.raises(LookupError, match="ScriptedBarcodes has no further answer"):
        barcodes.read(PIXELS)


def test_a_scripted_model_answers_with_its_data():
    vision: VisionEngine = ScriptedVision([{"a": 1}], tokens=9)
    answer = vision.ask([b"jpeg"], system="s", question="q", schema={})
    assert (answer.data, answer.tokens) == ({"a": 1}, 9)
    assert vision.history[0].pictures == [b"jpeg"]
