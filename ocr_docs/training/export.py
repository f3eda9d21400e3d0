"""A trained network as the two files that ``core.engines.ctc`` reads."""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import Tensor, nn

from ocr_docs.training.network import LineNetwork


class _Probabilities(nn.Module):
    def __init__(self, network: LineNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, lines: Tensor) -> Tensor:
        answers: Tensor = self.network(lines).exp()
        return answers


def export(network: LineNetwork, alphabet: str, height: int, model: Path) -> None:
    """Write ``model`` (ONNX; lines in, probabilities out) and its alphabet beside it."""
    whole = _Probabilities(copy.deepcopy(network).eval().to(memory_format=torch.contiguous_format))  # type: ignore[call-overload]
    torch.onnx.export(
        whole,
        (torch.zeros(2, 1, height, 4 * height),),
        str(model),
        dynamo=False,
        input_names=["lines"],
        output_names=["probabilities"],
        dynamic_axes={"lines": {0: "count", 3: "width"}, "probabilities": {0: "count", 1: "steps"}},
    )
    model.with_suffix(".txt").write_text("\n".join(alphabet), encoding="utf-8")
