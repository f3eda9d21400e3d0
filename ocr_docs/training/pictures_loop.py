"""Training a network of the meters on drawn pictures, within a budget of minutes."""

from __future__ import annotations

import copy
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, IterableDataset

log = logging.getLogger(__name__)

_SAVE_SECONDS = 150
_REPORT_STEPS = 50

Loss = Callable[[Tensor, Any], Tensor]
"""From a network's answers and its targets to one number."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train, and where checkpoints and the model go.

    ``begin`` is a checkpoint to begin with; ``fonts`` are folders of fonts to draw with
    beside the installed ones.
    """

    minutes: float
    folder: Path
    rate: float
    threads: int = 1
    seed: int = 1
    begin: Path | None = None
    fonts: tuple[Path, ...] = ()


class Training:
    """One run. The learning rate follows the share of the time spent, so a run that shares
    the machine still ends in a cooled-down network."""

    def __init__(self, network: nn.Module, loss: Loss, plan: Plan, *, averaging: float) -> None:
        """``averaging``: how much of the averaged weights each step keeps (0-1)."""
        if plan.begin is not None:
            network.load_state_dict(torch.load(plan.begin, weights_only=True))
        self._network = network.to(memory_format=torch.channels_last)
        self._average = AveragedModel(
            network, multi_avg_fn=get_ema_multi_avg_fn(averaging), use_buffers=True
        )
        self._optimiser = torch.optim.AdamW(network.parameters(), plan.rate, weight_decay=0.01)
        self._loss, self._plan = loss, plan

    @property
    def averaged(self) -> nn.Module:
        """A copy of the network with its weights averaged over the last steps."""
        network = copy.deepcopy(self._average.module)
        return network.eval().to(memory_format=torch.contiguous_format)

    def run(self, data: IterableDataset[Any]) -> None:
        """Train until the minutes are spent, saving the averaged network now and then."""
        loader: DataLoader[Any] = DataLoader(
            data, batch_size=None, num_workers=1, prefetch_factor=8
        )
        start = saved = time.monotonic()
        for step, batch in enumerate(loader, 1):
            spent = (time.monotonic() - start) / 60
            if spent >= self._plan.minutes:
                break
            loss = self.step(batch, spent / self._plan.minutes)
            if step % _REPORT_STEPS == 0:
                log.info("step %d, %.1f minutes, loss %.3f", step, spent, loss)
            if time.monotonic() - saved > _SAVE_SECONDS:
                self.save()
                saved = time.monotonic()
        self.save()

    def step(self, batch: tuple[Tensor, Any], share: float) -> float:
        """One step of the optimiser at ``share`` of the time; the batch's loss."""
        for group in self._optimiser.param_groups:
            group["lr"] = self._plan.rate * pace(share)
        self._network.train()
        pictures, targets = batch
        answers = self._network(pictures.contiguous(memory_format=torch.channels_last))
        loss = self._loss(answers, targets)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._network.parameters(), 5.0)
        self._optimiser.step()
        self._average.update_parameters(self._network)
        return float(loss.item())

    def save(self) -> None:
        """Keep the averaged network as ``last.pt``."""
        self._plan.folder.mkdir(parents=True, exist_ok=True)
        torch.save(self._average.module.state_dict(), self._plan.folder / "next.pt")
        (self._plan.folder / "next.pt").replace(self._plan.folder / "last.pt")


def trained(work: Training, data: Callable[[], IterableDataset[Any]], plan: Plan) -> nn.Module:
    """The averaged network after ``plan``; ``data`` is only made if there is time to train."""
    torch.set_num_threads(plan.threads)
    if plan.minutes:
        work.run(data())
    plan.folder.mkdir(parents=True, exist_ok=True)
    return work.averaged


def export(
    network: nn.Module,
    model: Path,
    example: Tensor,
    *,
    names: tuple[str, str],
    free: dict[int, str],
) -> None:
    """Write ``model`` (ONNX): ``names`` of its input and output, axes whose length is ``free``."""
    torch.onnx.export(
        network,
        (example,),
        str(model),
        dynamo=False,
        input_names=[names[0]],
        output_names=[names[1]],
        dynamic_axes=dict.fromkeys(names, free),
    )


def pace(share: float) -> float:
    """Share of the highest learning rate: a short warm-up, then half a cosine."""
    warm = min(1.0, 0.1 + share / 0.03)
    return warm * (0.01 + 0.99 * (1 + math.cos(math.pi * min(share, 1.0))) / 2)
