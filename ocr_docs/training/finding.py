"""Trains the network that finds registers."""

from __future__ import annotations

from pathlib import Path

import torch

from ocr_docs.training.finding_batches import Pieces
from ocr_docs.training.finding_network import FindingNetwork
from ocr_docs.training.finding_scenes import Scenes
from ocr_docs.training.finding_targets import loss_of
from ocr_docs.training.pictures_loop import Plan, Training, export, trained
from ocr_docs.training.registers_glyphs import FOLDERS

RATE = 2.5e-3

_AVERAGING = 0.99


def train(plan: Plan) -> Path:
    """Train within ``plan``; the file of the model: one picture of any size in, answers out."""
    torch.manual_seed(plan.seed)
    work = Training(FindingNetwork(), loss_of, plan, averaging=_AVERAGING)
    network = trained(work, lambda: Pieces(Scenes((*FOLDERS, *plan.fonts)), plan.seed), plan)
    model = plan.folder / "finding.onnx"
    sizes = {2: "height", 3: "width"}
    example = torch.zeros(1, 3, 192, 288)
    export(network, model, example, names=("picture", "answers"), free=sizes)
    return model
