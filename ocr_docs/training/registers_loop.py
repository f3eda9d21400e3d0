"""Training the strip network within a budget of minutes.

    python -m ocr_docs.training.registers_loop --minutes 35 --folder runs/registers \\
        --fonts more/fonts --model ocr_docs/register/models/registers.onnx
"""

from __future__ import annotations

import argparse
import logging
import math
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, IterableDataset

from ocr_docs.register.strip_canvas import WIDTH
from ocr_docs.training.registers import Registers, Strip, source
from ocr_docs.training.registers_network import (
    StripNetwork,
    Targets,
    export,
    strip_loss,
    targets_of,
)  # fmt: skip

log = logging.getLogger(__name__)

_BATCH = 32
_BUCKET, _NARROWEST = 32, 96
_CHECK_SECONDS = 150
_REPORT_STEPS = 50

Batch = tuple[Tensor, Targets]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train; ``begin`` is a checkpoint to begin with."""

    minutes: float
    folder: Path
    rate: float = 2e-3
    seed: int = 1
    begin: Path | None = None


class Batches(IterableDataset[Batch]):
    """Rendered strips as batches of one width, made in a process beside the training."""

    def __init__(self, registers: Registers, seed: int) -> None:
        self._registers, self._seed = registers, seed

    def __iter__(self) -> Iterator[Batch]:
        os.nice(2)
        torch.set_num_threads(1)
        cv2.setNumThreads(1)
        waiting: dict[int, list[Strip]] = {}
        for strip in self._registers.strips(self._seed):
            width = max(_NARROWEST, -(-(WIDTH - 2 * strip.left) // _BUCKET) * _BUCKET)
            alike = waiting.setdefault(width, [])
            alike.append(strip.narrowed(width))
            if len(alike) == _BATCH:
                yield canvases_of(alike), targets_of(alike)
                alike.clear()


def canvases_of(strips: list[Strip]) -> Tensor:
    """The strips' pictures, float (n, 3, height, width) in -1..1."""
    pictures = np.stack([strip.canvas for strip in strips]).transpose(0, 3, 1, 2)
    return torch.from_numpy(pictures.astype(np.float32) / 127.5 - 1)


class Training:
    """One run. The learning rate follows the share of the time spent, so a run that shares
    the machine still ends in a cooled-down network."""

    def __init__(self, network: StripNetwork, plan: Plan) -> None:
        if plan.begin is not None:
            network.load_state_dict(torch.load(plan.begin, weights_only=True))
        self.network = network.to(memory_format=torch.channels_last)
        self.average = AveragedModel(
            network, multi_avg_fn=get_ema_multi_avg_fn(0.995), use_buffers=True
        )
        self._optimiser = torch.optim.AdamW(network.parameters(), plan.rate, weight_decay=0.01)
        self._plan = plan

    def run(self, registers: Registers) -> None:
        """Train until the minutes are spent, saving the averaged network now and then."""
        data = Batches(registers, self._plan.seed)
        loader: DataLoader[Batch] = DataLoader(
            data, batch_size=None, num_workers=1, prefetch_factor=8
        )
        start = saved = time.monotonic()
        for step, batch in enumerate(loader, 1):
            spent = time.monotonic() - start
            share = spent / (60 * self._plan.minutes)
            if share >= 1:
                break
            loss = self.step(batch, share)
            if step % _REPORT_STEPS == 0:
                speed = step * _BATCH / spent
                log.info(
                    "step %d (%.0f strips/s), %.1f minutes, loss %.3f",
                    step,
                    speed,
                    spent / 60,
                    loss,
                )
            if time.monotonic() - saved > _CHECK_SECONDS:
                self.save()
                saved = time.monotonic()
        self.save()

    def step(self, batch: Batch, share: float) -> float:
        """One step of the optimiser at ``share`` of the time; the batch's loss."""
        for group in self._optimiser.param_groups:
            group["lr"] = self._plan.rate * pace(share)
        self.network.train()
        canvases, targets = batch
        answers = self.network(canvases.contiguous(memory_format=torch.channels_last))
        loss = strip_loss(answers, targets)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self._optimiser.step()
        self.average.update_parameters(self.network)
        return float(loss.item())

    def save(self) -> None:
        """Keep the averaged network as ``last.pt``."""
        self._plan.folder.mkdir(parents=True, exist_ok=True)
        torch.save(self.average.module.state_dict(), self._plan.folder / "next.pt")
        (self._plan.folder / "next.pt").replace(self._plan.folder / "last.pt")


def pace(share: float) -> float:
    """Share of the highest learning rate: a short warm-up, then half a cosine."""
    warm = min(1.0, 0.1 + share / 0.03)
    return warm * (0.01 + 0.99 * (1 + math.cos(math.pi * min(share, 1.0))) / 2)


def main() -> None:
    """Train and export; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--fonts", type=Path, action="append", default=[])
    parser.add_argument("--begin", type=Path)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    plan = Plan(options.minutes, options.folder, options.rate, options.seed, options.begin)
    training = Training(StripNetwork(), plan)
    training.run(source(tuple(options.fonts)))
    best = StripNetwork()
    best.load_state_dict(training.average.module.state_dict())
    options.model.parent.mkdir(parents=True, exist_ok=True)
    export(best, options.model)


if __name__ == "__main__":
    main()
