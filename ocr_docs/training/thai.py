"""Trains the recogniser of printed Thai, Latin and digits."""

from __future__ import annotations

import itertools
from pathlib import Path

from core.engines.ctc import ngrams_beside
from ocr_docs.training.batches import Line
from ocr_docs.training.export import export
from ocr_docs.training.loop import Plan, Training
from ocr_docs.training.network import LineNetwork
from ocr_docs.training.thai_drawing import thai_fonts
from ocr_docs.training.thai_lines import EASY_LINES, HEIGHT, ThaiLines
from ocr_docs.training.thai_ngrams import counted
from ocr_docs.training.thai_texts import ALPHABET

HELD_OUT = ("Laksaman", "Loma-Bold")
"""Fonts that are only measured with, for the first part of the time."""

_MEASURED = 0.35

_HELD_OUT_LINES = 250
_HELD_OUT_SEED = 10_007


def train(plan: Plan, *, forms: float = 0.0) -> Path:
    """Train within ``plan`` on all installed Thai fonts; the file of the model.

    The share ``forms`` of the lines (0-1) are values in the blanks of forms. Some fonts come
    in late: what the network makes of fonts it has never seen is measured before, but not
    where it begins with a checkpoint's weights. With no minutes, the model of the folder's
    last checkpoint is written.
    """
    work = Training(LineNetwork(len(ALPHABET) + 1, height=HEIGHT), ALPHABET, HEIGHT, plan)
    work.resume()
    known = work.lines or plan.begin is not None
    stages = [
        (thai_fonts(held_out=HELD_OUT), 0.0 if plan.begin else _MEASURED),
        (thai_fonts(), 1.0),
    ]
    for fonts, share in stages:
        if plan.minutes and work.share < share:
            source = ThaiLines(fonts, easy_lines=0 if known else EASY_LINES, forms=forms)
            work.run(source, held_out_lines(forms=forms), until=share)
    model = plan.folder / "thai-lines.onnx"
    export(work.averaged, ALPHABET, HEIGHT, model)
    counted().save(ngrams_beside(model))
    return model


def held_out_lines(count: int = _HELD_OUT_LINES, *, forms: float = 0.0) -> list[Line]:
    fonts = [path for path in thai_fonts() if path.name.startswith(HELD_OUT)]
    source = ThaiLines(fonts, easy_lines=0, forms=forms)
    return list(itertools.islice(source.lines(_HELD_OUT_SEED), count))
