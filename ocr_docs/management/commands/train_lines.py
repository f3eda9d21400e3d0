"""Train a line recogniser on lines rendered here. Needs the dependency group ``train``."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

_SCRIPTS = ("thai",)


class Command(BaseCommand):
    help = "Train a line recogniser for --minutes and write the model into --out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("script", choices=_SCRIPTS)
        parser.add_argument(
            "--minutes", type=float, required=True, help="0 only writes the model of a checkpoint"
        )
        parser.add_argument("--out", type=Path, required=True, help="checkpoints and the model")
        parser.add_argument("--threads", type=int, default=1, help="of the trainer; one more draws")

        parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            # Imported on use: torch belongs to training only.
            from ocr_docs.training import thai
            from ocr_docs.training.loop import Plan
        except ImportError as error:
            raise CommandError(f"{error}; install the dependency group train") from error
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", force=True)
        plan = Plan(
            options["minutes"], options["out"], options["rate"], threads=options["threads"]
        )
        model = thai.train(plan)
        self.stdout.write(f"{model}, {model.stat().st_size / 1e6:.1f} MB")
