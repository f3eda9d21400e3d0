"""Training a line network within a budget of minutes."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader

from core.engines.ctc_lines import grey_line, read_greedily, together
from ocr_docs.training.batches import Batch, Batches, Line, Source
from ocr_docs.training.network import LineNetwork
from ocr_docs.training.scores import error_rate

log = logging.getLogger(__name__)

_WARM_UP = 0.02
_LAST_RATE = 0.01
_CHECK_SECONDS = 240
_REPORT_STEPS = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train, and where checkpoints go.

    ``begin`` is a checkpoint whose averaged weights are begun with where the folder has none.
    Weights are averaged over about 1 / (1 - ``averaging``) steps.
    """

    minutes: float
    folder: Path
    rate: float = 2e-3
    threads: int = 1
    seed: int = 1
    begin: Path | None = None
    averaging: float = 0.99


class Training:
    """One run: resumes from ``folder/last.pt`` where that exists.

    The learning rate follows the share of the time spent, so a run that is shared
    with other work still ends in a cooled-down network.
    """

    def __init__(self, network: LineNetwork, alphabet: str, height: int, plan: Plan) -> None:
        if plan.begin is not None:
            network.load_state_dict(averaged_weights(plan.begin))
        self._network = network.to(memory_format=torch.channels_last)
        self._average = AveragedModel(
            network, multi_avg_fn=get_ema_multi_avg_fn(plan.averaging), use_buffers=True
        )
        self._optimiser = torch.optim.AdamW(network.parameters(), plan.rate, weight_decay=0.01)
        self._alphabet, self._height, self._plan = alphabet, height, plan
        self._spent = 0.0
        self.lines = 0

    @property
    def averaged(self) -> LineNetwork:
        """The network with its weights averaged over the last steps."""
        average: LineNetwork = self._average.module
        return average

    @property
    def share(self) -> float:
        """How much of the time is spent (0-1)."""
        return self._spent / max(60 * self._plan.minutes, 1)

    def run(self, source: Source, held_out: Sequence[Line], *, until: float = 1.0) -> float:
        """Train until a share of the minutes is spent; the error rate on ``held_out``."""
        torch.set_num_threads(self._plan.threads)
        last = checked = time.monotonic()
        for step, batch in enumerate(self._batches(source), 1):
            loss = self.step(batch)
            now = time.monotonic()
            self._spent, last = self._spent + now - last, now
            if step % _REPORT_STEPS == 0:
                self._report(step, loss)
            if now - checked > _CHECK_SECONDS:
                self._check(held_out)
                checked = last = time.monotonic()
            if self.share >= until:
                break
        return self._check(held_out)

    def step(self, batch: Batch) -> float:
        """One step of the optimiser; the batch's loss (nats a character)."""
        for group in self._optimiser.param_groups:
            group["lr"] = self._plan.rate * _pace(self.share)
        self._network.train()
        loss = ctc_loss(self._network, batch)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._network.parameters(), 5.0)
        self._optimiser.step()
        self._average.update_parameters(self._network)
        self.lines += len(batch.lengths)
        return float(loss.detach())

    def _batches(self, source: Source) -> Iterator[Batch]:
        data = Batches(source, self._alphabet, self._height, self._plan.seed + self.lines)
        loader: DataLoader[Batch] = DataLoader(
            data, batch_size=None, num_workers=1, prefetch_factor=16
        )
        return iter(loader)

    def _report(self, step: int, loss: float) -> None:
        left = self._plan.minutes - self._spent / 60
        speed = self.lines / max(self._spent, 1)
        log.info(
            "step %d, %d lines (%.0f/s), loss %.3f, %.1f minutes left",
            step, self.lines, speed, loss, left,
        )  # fmt: skip

    def _check(self, held_out: Sequence[Line]) -> float:
        rate = measured(self.averaged, held_out, self._alphabet, self._height)
        log.info("held-out character error rate %.4f after %d lines", rate, self.lines)
        self.save()
        return rate

    def save(self) -> None:
        self._plan.folder.mkdir(parents=True, exist_ok=True)
        kept: dict[str, Any] = {
            "network": self._network.state_dict(),
            "average": self._average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "spent": self._spent,
            "lines": self.lines,
        }
        torch.save(kept, self._plan.folder / "next.pt")
        (self._plan.folder / "next.pt").replace(self._plan.folder / "last.pt")

    def resume(self) -> None:
        """Take up the folder's last checkpoint, if there is one."""
        if not (self._plan.folder / "last.pt").exists():
            return
        kept = torch.load(self._plan.folder / "last.pt", weights_only=True)
        self._network.load_state_dict(kept["network"])
        self._average.load_state_dict(kept["average"])
        self._optimiser.load_state_dict(kept["optimiser"])
        self._spent, self.lines = kept["spent"], kept["lines"]
        log.info("resumed after %d lines, %.1f minutes", self.lines, self._spent / 60)


def averaged_weights(checkpoint: Path) -> dict[str, Tensor]:
    """The averaged weights that ``save`` wrote. OSError where there are none."""
    kept = torch.load(checkpoint, weights_only=True)["average"]
    inside = "module."
    return {name[len(inside) :]: w for name, w in kept.items() if name.startswith(inside)}


def ctc_loss(network: Callable[[Tensor], Tensor], batch: Batch) -> Tensor:
    pictures = batch.pictures.contiguous(memory_format=torch.channels_last)
    # Half precision where the processor has it; sums over many steps stay in whole floats.
    with torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
        answers = network(pictures)
    answers = answers.float()
    steps = torch.full_like(batch.lengths, answers.shape[1])
    return nn.functional.ctc_loss(
        answers.transpose(0, 1), batch.targets, steps, batch.lengths, zero_infinity=True
    )


def measured(network: nn.Module, lines: Sequence[Line], alphabet: str, height: int) -> float:
    """Character error rate of ``network`` on ``lines``, each read by itself."""
    network.eval()
    pairs = []
    with torch.inference_mode():
        for picture, text in lines:
            grey = grey_line(picture, height)
            answers = network(torch.from_numpy(together([grey], grey.shape[1])))[0].exp().numpy()
            pairs.append((read_greedily(answers, alphabet).text, text))
    return error_rate(pairs)


def _pace(share: float) -> float:
    """Share of the highest learning rate: a short warm-up, then half a cosine."""
    if share < _WARM_UP:
        return 0.1 + 0.9 * share / _WARM_UP
    fall = (1 + math.cos(math.pi * min((share - _WARM_UP) / (1 - _WARM_UP), 1))) / 2
    return _LAST_RATE + (1 - _LAST_RATE) * fall
