"""Trains the recogniser of printed Thai, Latin and digits."""

from __future__ import annotations

import itertools
from pathlib import Path

from ocr_docs.training.batches import Line
from ocr_docs.training.export import export
from ocr_docs.training.loop import Plan, Training
from ocr_docs.training.network import LineNetwork
from ocr_docs.training.thai_drawing import thai_fonts
from ocr_docs.training.thai_lines import HEIGHT, ThaiLines
from ocr_docs.training.thai_texts import ALPHABET

HELD_OUT = ("Laksaman", "Loma-Bold")
"""Fonts that are only measured with."""

_HELD_OUT_LINES = 250
_HELD_OUT_SEED = 10_007


def train(plan: Plan) -> Path:
    """Train within ``plan`` on all installed Thai fonts but those held out; the model's file.

    With no minutes, the model of the folder's last checkpoint is written.
    """
    work = Training(LineNetwork(len(ALPHABET) + 1, height=HEIGHT), ALPHABET, HEIGHT, plan)
    if plan.minutes:
        work.run(ThaiLines(thai_fonts(held_out=HELD_OUT)), held_out_lines())
    else:
        work.resume()
    model = plan.folder / "thai-lines.onnx"
    export(work.averaged, ALPHABET, HEIGHT, model)
    return model


def held_out_lines(count: int = _HELD_OUT_LINES) -> list[Line]:
    fonts = [path for path in thai_fonts() if path.name.startswith(HELD_OUT)]
    source = ThaiLines(fonts, easy_lines=0)
    return list(itertools.islice(source.lines(_HELD_OUT_SEED), count))
