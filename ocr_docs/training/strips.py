"""Trains the network that reads strips of a register."""

from __future__ import annotations

from pathlib import Path

import torch

from ocr_docs.register.strip_canvas import HEIGHT, WIDTH
from ocr_docs.training.pictures_loop import Plan, Training, export, trained
from ocr_docs.training.registers import source
from ocr_docs.training.registers_batches import Batches
from ocr_docs.training.registers_network import StripNetwork, strip_loss

RATE = 2e-3

_AVERAGING = 0.995


def train(plan: Plan) -> Path:
    """Train within ``plan``; the file of the model: any number of canvases in, answers out."""
    torch.manual_seed(plan.seed)
    work = Training(StripNetwork(), strip_loss, plan, averaging=_AVERAGING)
    network = trained(work, lambda: Batches(source(plan.fonts), plan.seed), plan)
    model = plan.folder / "registers.onnx"
    example = torch.zeros(2, 3, HEIGHT, WIDTH)
    export(network, model, example, names=("canvases", "answers"), free={0: "count"})
    return model
