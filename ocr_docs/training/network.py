"""The network that reads one line: a small convolutional net for CTC."""

from __future__ import annotations

import torch
from torch import Tensor, nn

STRIDE = 4
"""Pixels of width that share one column of features."""

STEPS_PER_COLUMN = 2
"""Answers given for each column: Thai stacks up to three characters over 14 pixels."""

_REACHES = (1, 2, 4, 8, 1)


class LineNetwork(nn.Module):
    """Grey lines in, log-probabilities out.

    Input: float (batch, 1, height, width) in -1..1, ``height`` a multiple of 8.
    Output: (batch, steps, classes), two steps for each four pixels; class 0 is the blank.
    """

    def __init__(self, classes: int, *, height: int = 40, breadth: int = 160) -> None:
        super().__init__()
        self.classes = classes
        self.look = nn.Sequential(
            _convolution(1, 24, (5, 5), (2, 2)),
            _convolution(24, 48, (3, 3), (2, 2)),
            _Residual(48),
            _Residual(48),
            _convolution(48, 80, (3, 3), (2, 1)),
            _Residual(80),
            _Residual(80),
            nn.Conv2d(80, breadth, (height // 8, 1), bias=False),
            nn.BatchNorm2d(breadth),
            nn.ReLU(inplace=True),
        )
        self.relate = nn.Sequential(*(_Context(breadth, reach) for reach in _REACHES))
        self.drop = nn.Dropout(0.1)
        self.name = nn.Conv1d(breadth, classes * STEPS_PER_COLUMN, 1)

    def forward(self, lines: Tensor) -> Tensor:
        features = self.relate(self.look(lines).squeeze(2))
        answers = self.name(self.drop(features)).transpose(1, 2)
        return answers.reshape(lines.shape[0], -1, self.classes).log_softmax(2)


class _Residual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.change = nn.Sequential(
            _convolution(channels, channels, (3, 3), (1, 1)),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, features: Tensor) -> Tensor:
        return torch.relu(features + self.change(features))


class _Context(nn.Module):
    """What stands beside a character helps to name it; ``reach`` spreads the look."""

    def __init__(self, channels: int, reach: int) -> None:
        super().__init__()
        self.change = nn.Sequential(
            nn.Conv1d(channels, channels, 5, padding=2, bias=False),
            nn.BatchNorm1d(channels),
            nn.ReLU(inplace=True),
            nn.Conv1d(channels, channels, 5, padding=2 * reach, dilation=reach, bias=False),
            nn.BatchNorm1d(channels),
        )

    def forward(self, features: Tensor) -> Tensor:
        return torch.relu(features + self.change(features))


def _convolution(
    before: int, after: int, kernel: tuple[int, int], stride: tuple[int, int]
) -> nn.Sequential:
    padding = (kernel[0] // 2, kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(before, after, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
    )
