"""Training the network that finds registers within a budget of minutes.

    python -m ocr_docs.training.finding_loop --minutes 60 --folder runs/finding \\
        --fonts more/fonts --model ocr_docs/register/models/finding.onnx
"""

from __future__ import annotations

import argparse
import logging
import time
from pathlib import Path

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader

from ocr_docs.training.finding_batches import Batch, Pieces
from ocr_docs.training.finding_network import FindingNetwork
from ocr_docs.training.finding_scenes import Scenes
from ocr_docs.training.finding_targets import loss_of
from ocr_docs.training.registers_glyphs import FOLDERS
from ocr_docs.training.registers_loop import pace

log = logging.getLogger(__name__)

_RATE = 2.5e-3
_SAVE_SECONDS = 150
_REPORT_STEPS = 50


class Training:
    """One run. The learning rate follows the share of the time spent, so a run that shares
    the machine still ends in a cooled-down network."""

    def __init__(self, folder: Path, begin: Path | None) -> None:
        network = FindingNetwork()
        if begin is not None:
            network.load_state_dict(torch.load(begin, weights_only=True))
        self.network = network.to(memory_format=torch.channels_last)
        self.average = AveragedModel(
            network, multi_avg_fn=get_ema_multi_avg_fn(0.99), use_buffers=True
        )
        self._optimiser = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=0.01)
        self._folder = folder

    def run(self, pieces: Pieces, minutes: float) -> None:
        """Train until the minutes are spent, saving the averaged network now and then."""
        loader: DataLoader[Batch] = DataLoader(
            pieces, batch_size=None, num_workers=1, prefetch_factor=8
        )
        start = saved = time.monotonic()
        for step, batch in enumerate(loader, 1):
            spent = (time.monotonic() - start) / 60
            if spent >= minutes:
                break
            loss = self.step(batch, spent / minutes)
            if step % _REPORT_STEPS == 0:
                log.info("step %d, %.1f minutes, loss %.3f", step, spent, loss)
            if time.monotonic() - saved > _SAVE_SECONDS:
                self.save()
                saved = time.monotonic()
        self.save()

    def step(self, batch: Batch, share: float) -> float:
        """One step of the optimiser at ``share`` of the time; the batch's loss."""
        for group in self._optimiser.param_groups:
            group["lr"] = _RATE * pace(share)
        self.network.train()
        pictures, targets = batch
        answers = self.network(pictures.contiguous(memory_format=torch.channels_last))
        loss = loss_of(answers, targets)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self._optimiser.step()
        self.average.update_parameters(self.network)
        return float(loss.item())

    def save(self) -> None:
        """Keep the averaged network as ``last.pt``."""
        self._folder.mkdir(parents=True, exist_ok=True)
        torch.save(self.average.module.state_dict(), self._folder / "next.pt")
        (self._folder / "next.pt").replace(self._folder / "last.pt")


def export(network: nn.Module, model: Path) -> None:
    """Write ``model`` (ONNX; one picture of any size in, answers out)."""
    model.parent.mkdir(parents=True, exist_ok=True)
    sizes = {2: "height", 3: "width"}
    torch.onnx.export(
        network.eval().to(memory_format=torch.contiguous_format),
        (torch.zeros(1, 3, 192, 288),),
        str(model),
        dynamo=False,
        input_names=["picture"],
        output_names=["answers"],
        dynamic_axes={"picture": sizes, "answers": sizes},
    )


def main() -> None:
    """Train and export; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--fonts", type=Path, action="append", default=[])
    parser.add_argument("--begin", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    training = Training(options.folder, options.begin)
    scenes = Scenes((*FOLDERS, *options.fonts))
    training.run(Pieces(scenes, options.seed), options.minutes)
    export(training.average.module, options.model)


if __name__ == "__main__":
    main()
