"""Train a network on pictures drawn here. Needs the dependency group ``train``."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

_NETWORKS = ("thai", "registers", "finding")


class Command(BaseCommand):
    help = (
        "Train a network for --minutes and write the model into --out: the reader of printed "
        "Thai lines, the reader of a meter's register, or the network that finds registers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("network", choices=_NETWORKS)
        parser.add_argument(
            "--minutes", type=float, required=True, help="0 only writes the model of a checkpoint"
        )
        parser.add_argument("--out", type=Path, required=True, help="checkpoints and the model")
        parser.add_argument("--threads", type=int, default=1, help="of the trainer; one more draws")
        parser.add_argument("--rate", type=float, help="highest learning rate")
        parser.add_argument("--begin", type=Path, help="a checkpoint to begin with")
        parser.add_argument("--seed", type=int, default=1, help="of what is drawn")
        lines = parser.add_argument_group("thai only")
        lines.add_argument(
            "--forms", type=float, default=0.0, help="share of values in the blanks of forms (0-1)"
        )
        lines.add_argument(
            "--averaging", type=float, help="share of the averaged weights kept in a step (0-1)"
        )
        meters = parser.add_argument_group("registers and finding only")
        meters.add_argument(
            "--fonts", type=Path, action="append", default=[], help="a folder of further fonts"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
        try:
            # Imported on use: torch belongs to training only.
            model = _thai(options) if options["network"] == "thai" else _meters(options)
        except ImportError as error:
            raise CommandError(f"{error}; install the dependency group train") from error
        self.stdout.write(f"{model}, {model.stat().st_size / 1e6:.1f} MB")


def _thai(options: dict[str, Any]) -> Path:
    from ocr_docs.training import thai
    from ocr_docs.training.loop import Plan

    named = ("threads", "seed", "begin", "rate", "averaging")
    given = {name: options[name] for name in named if options[name] is not None}
    plan = replace(Plan(options["minutes"], options["out"]), **given)
    return thai.train(plan, forms=options["forms"])


def _meters(options: dict[str, Any]) -> Path:
    from ocr_docs.training import finding, strips
    from ocr_docs.training.pictures_loop import Plan

    kind = strips if options["network"] == "registers" else finding
    if not options["minutes"] and options["begin"] is None:
        options["begin"] = options["out"] / "last.pt"
    plan = Plan(
        options["minutes"],
        options["out"],
        options["rate"] or kind.RATE,
        threads=options["threads"],
        seed=options["seed"],
        begin=options["begin"],
        fonts=tuple(options["fonts"]),
    )
    model: Path = kind.train(plan)
    return model
