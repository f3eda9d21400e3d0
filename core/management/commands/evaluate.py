"""Measure a panel on a labelled folder, in this process, with the engines of the settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from core.evaluation import Case, Evaluation, Summary, as_json, summary_of


class Command(BaseCommand):
    help = "Measure exact match, coverage, confidently wrong answers, calibration and time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("panel", help="what to measure, such as: serial")
        parser.add_argument("folder", type=Path, help="a folder with images and labels.csv")
        parser.add_argument("--threshold", type=float, default=0.7)
        parser.add_argument("--json", type=Path, help="write the summary and all cases here")

    def handle(self, *_: Any, **options: Any) -> None:
        evaluation = _evaluator(options["panel"])(options["folder"])
        cases = self._measured(evaluation)
        if not cases:
            raise CommandError(f"{options['folder']} has no labelled photos.")
        summary = summary_of(cases, options["threshold"])
        self._print(summary, cases, options["threshold"], _report_of(evaluation))
        if options["json"]:
            options["json"].write_text(json.dumps(as_json(summary, cases), indent=2) + "\n")

    def _measured(self, evaluation: Evaluation) -> list[Case]:
        cases: list[Case] = []
        for case in evaluation:
            cases.append(case)
            right = sum(done.right for done in cases)
            self.stderr.write(f"\r{len(cases)}/{len(evaluation)}, {right} right", ending="")
            self.stderr.flush()
        self.stderr.write("")
        return cases

    def _print(
        self, summary: Summary, cases: list[Case], threshold: float, more: list[tuple[str, str]]
    ) -> None:
        rows = [
            ("photos", f"{summary.photos}"),
            ("exact match", f"{summary.exact_match:.1%}"),
            (f"coverage (confidence >= {threshold:g})", f"{summary.coverage:.1%}"),
            ("confidently wrong", f"{summary.confidently_wrong:.1%}"),
            ("expected calibration error", f"{summary.calibration_error:.3f}"),
            ("seconds per photo, median", f"{summary.seconds_median:.2f}"),
            ("seconds per photo, 95th percentile", f"{summary.seconds_p95:.2f}"),
        ]
        for name, value in rows + more:
            self.stdout.write(f"{name:<36}{value:>8}")
        for case in cases:
            if not case.right:
                self.stdout.write(
                    f"miss {case.image}: expected {_short(case.expected)}, got {_short(case.got)} "
                    f"({case.confidence:.2f}) {case.notes}"
                )


def _report_of(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Further rows, names and values, of an evaluation that has a ``report``."""
    report: Callable[[], list[tuple[str, str]]] | None = getattr(evaluation, "report", None)
    return report() if report else []


def _evaluator(panel: str) -> Callable[[Path], Evaluation]:
    """What an app offers for ``panel`` in its AppConfig's ``evaluators``."""
    offered: dict[str, str] = {}
    for app in apps.get_app_configs():
        offered |= getattr(app, "evaluators", {})
    if panel not in offered:
        raise CommandError(f"Unknown panel {panel!r}. There is: {', '.join(sorted(offered))}.")
    evaluator: Callable[[Path], Evaluation] = import_string(offered[panel])
    return evaluator


def _short(text: str) -> str:
    """A value in quotes; of a whole page only its beginning."""
    return repr(text if len(text) <= 100 else f"{text[:100]} …")
