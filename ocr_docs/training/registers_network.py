"""The network that finds and names the digits of a strip, and its loss."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from ocr_docs.register.strip_answers import (
    ASIDE,
    BETWEEN,
    BOX_UNIT,
    CENTRE,
    CHANNELS,
    DIGIT,
    STEP,
)  # fmt: skip
from ocr_docs.register.strip_canvas import HEIGHT
from ocr_docs.training.registers import Strip

BREADTH = 112


class StripNetwork(nn.Module):
    """RGB canvases in, an answer for every second column out.

    Input: float (batch, 3, HEIGHT, width) in -1..1. Output: (batch, CHANNELS, width / STEP):
    logits of the digit, of a digit's centre being here, of the way to the next digit and of
    a decimal, and the box: its middle beside this column, width, middle from the top, height,
    in BOX_UNIT pixels.
    """

    def __init__(self) -> None:
        super().__init__()
        self.look = nn.Sequential(
            _convolution(3, 16, stride=(2, 2)),
            _convolution(16, 32),
            _convolution(32, 48, stride=(2, 2)),
            _convolution(48, 64),
            _convolution(64, 80, stride=(2, 1)),
            _convolution(80, 96),
            nn.Conv2d(96, BREADTH, (HEIGHT // 8, 1), bias=False),
            nn.BatchNorm2d(BREADTH),
            nn.ReLU(inplace=True),
        )
        self.relate = nn.Sequential(*(_Context(BREADTH, reach) for reach in (1, 2, 4)))
        self.answer = nn.Conv1d(BREADTH, 2 * CHANNELS, 1)

    def forward(self, canvases: Tensor) -> Tensor:
        answers = self.answer(self.relate(self.look(canvases).squeeze(2)))
        pairs = answers.reshape(-1, CHANNELS, 2, canvases.shape[3] // (2 * STEP))
        joined: Tensor = pairs.transpose(2, 3).flatten(2)
        return joined


class _Context(nn.Module):
    """Neighbours help to name a digit: where the others hang, how far the next has turned."""

    def __init__(self, channels: int, reach: int) -> None:
        super().__init__()
        self.change = nn.Sequential(
            nn.Conv1d(channels, channels, 5, padding=2 * reach, dilation=reach, bias=False),
            nn.BatchNorm1d(channels),
            nn.ReLU(inplace=True),
            nn.Conv1d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm1d(channels),
        )

    def forward(self, features: Tensor) -> Tensor:
        return torch.relu(features + self.change(features))


def _convolution(before: int, after: int, stride: tuple[int, int] = (1, 1)) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride, 1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
    )


@dataclass(frozen=True, slots=True)
class Targets:
    """What the network should answer: ``centres`` (n, steps) 0-1, ``near`` (n, steps) weight of
    a column for what follows, ``digits`` (n, steps) classes, ``others`` (n, 6, steps)."""

    centres: Tensor
    near: Tensor
    digits: Tensor
    others: Tensor


def targets_of(strips: list[Strip]) -> Targets:
    """The answers that ``strips``, all of one width, ask for."""
    steps = strips[0].canvas.shape[1] // STEP
    columns = (torch.arange(steps) + 0.5) * STEP
    centres = torch.zeros(len(strips), steps)
    near, digits = torch.zeros_like(centres), torch.zeros(len(strips), steps, dtype=torch.long)
    others = torch.zeros(len(strips), CHANNELS - BETWEEN, steps)
    for index, strip in enumerate(strips):
        for digit in strip.digits:
            left, top, right, bottom = digit.box
            aside = (left + right) / 2 - columns
            close = torch.exp(-((aside / (1.2 * STEP)) ** 2) / 2)
            mine = close > torch.maximum(near[index], torch.tensor(0.2))
            box = torch.stack([
                torch.full_like(aside, digit.between),
                torch.full_like(aside, float(digit.decimal)),
                aside / BOX_UNIT,
                torch.full_like(aside, (right - left) / BOX_UNIT),
                torch.full_like(aside, (top + bottom) / 2 / BOX_UNIT),
                torch.full_like(aside, (bottom - top) / BOX_UNIT),
            ])  # fmt: skip
            others[index][:, mine] = box[:, mine]
            digits[index][mine] = int(digit.text)
            near[index][mine] = close[mine]
            nearest = int(aside.abs().argmin())
            centres[index] = torch.maximum(centres[index], close * 0.95)
            if 0 <= nearest < steps:
                centres[index, nearest] = 1.0
    return Targets(centres, near, digits, others)


def strip_loss(answers: Tensor, targets: Targets) -> Tensor:
    """Sum of the losses of centres (CornerNet's focal loss, Law and Deng 2018), digits, flags
    and boxes, each for one digit."""
    count = targets.centres.eq(1).sum().clamp(min=1)
    weight = targets.near / targets.near.sum().clamp(min=1)
    digits = functional.cross_entropy(answers[:, :DIGIT], targets.digits, reduction="none")
    flags = functional.binary_cross_entropy_with_logits(
        answers[:, BETWEEN:ASIDE], targets.others[:, :2], reduction="none"
    ).sum(1)
    boxes = (answers[:, ASIDE:] - targets.others[:, 2:]).abs().sum(1)
    return (
        _focal(answers[:, CENTRE], targets.centres) / count
        + (weight * (1.5 * digits + 0.5 * flags + boxes)).sum()
    )


def _focal(logits: Tensor, wanted: Tensor) -> Tensor:
    sure = torch.sigmoid(logits)
    here = wanted.eq(1)
    found = -functional.logsigmoid(logits) * (1 - sure) ** 2
    silent = -functional.logsigmoid(-logits) * sure**2 * (1 - wanted) ** 4
    return torch.where(here, found, silent).sum()
