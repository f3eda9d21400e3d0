"""A trained network as the two files that ``core.engines.ctc`` reads."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from ocr_docs.training.network import LineNetwork

_WORTH_HALVING = 1000


class _Probabilities(nn.Module):
    def __init__(self, network: LineNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, lines: Tensor) -> Tensor:
        answers: Tensor = self.network(lines).exp()
        return answers


def export(network: LineNetwork, alphabet: str, height: int, model: Path) -> None:
    """Write ``model`` (ONNX; lines in, probabilities out) and its alphabet beside it.

    Weights are kept in half precision; whoever runs the model computes with what it likes.
    """
    still = copy.deepcopy(network).eval().to(memory_format=torch.contiguous_format)
    torch.onnx.export(
        _Probabilities(still),
        (torch.zeros(2, 1, height, 4 * height),),
        str(model),
        dynamo=False,
        input_names=["lines"],
        output_names=["probabilities"],
        dynamic_axes={"lines": {0: "count", 3: "width"}, "probabilities": {0: "count", 1: "steps"}},
    )
    whole = onnx.load(model)
    _halve(whole.graph)
    onnx.checker.check_model(whole)
    onnx.save(whole, model)
    model.with_suffix(".txt").write_text("\n".join(alphabet), encoding="utf-8")


def _halve(graph: onnx.GraphProto) -> None:
    """Large weights as float16, each with a node that casts it back."""
    for weight in graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype == np.float32 and values.size > _WORTH_HALVING:
            name = weight.name
            weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + "_half"))
            cast = helper.make_node("Cast", [name + "_half"], [name], to=TensorProto.FLOAT)
            graph.node.insert(0, cast)
