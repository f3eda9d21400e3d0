"""The network that finds registers: where drums are, which way they read, how large they are."""

from __future__ import annotations

from torch import Tensor, nn

STRIDE = 4
"""Pixels of the picture that share one cell of the answer."""

ANSWERS = 5
"""Per cell: drum (logit), cosine and sine of twice the row's angle, log2 of the window's height
and of the step to the next drum, both over ``UNIT`` pixels.

Twice the angle is the same for a row and for that row upside down: telling these apart
takes reading the digits, which is another network's work."""

UNIT = 16.0


class FindingNetwork(nn.Module):
    """Pictures in, a map of answers out.

    Input: float (batch, 3, height, width) in -1..1, sides multiples of 16. Output:
    (batch, ANSWERS, height / STRIDE, width / STRIDE).
    """

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Sequential(_convolution(3, 12, 2), _convolution(12, 24, 2), _Block(24))
        self.middle = nn.Sequential(_convolution(24, 40, 2), _Block(40), _Block(40))
        self.coarse = nn.Sequential(_convolution(40, 56, 2), _Block(56), _Block(56), _Block(56))
        self.from_coarse = nn.Conv2d(56, 40, 1)
        self.from_middle = nn.Sequential(_Block(40), nn.Conv2d(40, 24, 1))
        self.answer = nn.Sequential(_Block(24), nn.Conv2d(24, ANSWERS, 1))
        last = self.answer[-1]
        assert isinstance(last, nn.Conv2d) and last.bias is not None
        # Drums are rare: start by expecting none.
        nn.init.constant_(last.bias[:1], -4.0)

    def forward(self, pictures: Tensor) -> Tensor:
        fine = self.fine(pictures)
        middle = self.middle(fine)
        coarse = self.coarse(middle)
        middle = middle + _doubled(self.from_coarse(coarse))
        answers: Tensor = self.answer(fine + _doubled(self.from_middle(middle)))
        return answers


class _Block(nn.Module):
    """A wide look within each channel, then a mixing of channels, added to what was there."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.change = nn.Sequential(
            nn.Conv2d(channels, channels, 5, padding=2, groups=channels, bias=False),
            nn.BatchNorm2d(channels),
            nn.Conv2d(channels, 2 * channels, 1),
            nn.ReLU(inplace=True),
            nn.Conv2d(2 * channels, channels, 1),
        )

    def forward(self, features: Tensor) -> Tensor:
        changed: Tensor = features + self.change(features)
        return changed


def _convolution(before: int, after: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride, 1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
    )


def _doubled(features: Tensor) -> Tensor:
    return nn.functional.interpolate(features, scale_factor=2.0, mode="nearest")
