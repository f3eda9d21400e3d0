"""Show a running server at work: the samples of every panel through its HTTP API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from core import embedded
from core.installation import CREDENTIALS, read_env
from core.showing import Demonstration, NoAnswer, Outcome
from core.showing.table import Table, cells, summary


class Command(BaseCommand):
    help = "Send each panel's samples through the live HTTP API and show the answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", help="a server that already runs; without it one is started")
        parser.add_argument("--key", help="an API key of that server (default: credentials.env)")
        parser.add_argument("--only", choices=sorted(_offered()), help="one panel alone")
        parser.add_argument(
            "--photos-port",
            type=int,
            default=0,
            help="where photos are served that a panel fetches: the server at --url must have "
            "been started with ALLOWED_PRIVATE_HOSTS=127.0.0.1:PORT",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        shown = [make(options) for make in _chosen(options.get("only"))]
        outcomes: list[Outcome] = []
        hints: list[str] = []
        try:
            with ExitStack() as stack:
                needed = [stack.enter_context(panel.prepared()) for panel in shown]
                base = stack.enter_context(self._server(options["url"], needed))
                for panel in shown:
                    said = self._show(panel, base, options["key"])
                    hints += panel.advice(said)
                    outcomes += said
        except (embedded.ServerDidNotStart, NoAnswer) as error:
            raise CommandError(str(error)) from error
        self._end(outcomes, hints)

    def _end(self, outcomes: Sequence[Outcome], hints: Sequence[str]) -> None:
        wrong = any(outcome.faults for outcome in outcomes)
        paint = self.style.ERROR if wrong else self.style.SUCCESS
        self.stdout.write("\n" + paint(summary(outcomes)))
        if wrong:
            raise CommandError("\n".join(hints or ["Some answers are wrong; see the table."]))

    @contextmanager
    def _server(self, url: str | None, needed: Sequence[Mapping[str, str]]) -> Iterator[str]:
        if url:
            yield url.rstrip("/")
            return
        self.stdout.write("Starting the server ...")
        self.stdout.flush()
        extra = {name: value for mapping in needed for name, value in mapping.items()}
        with embedded.running(settings.VAR, **extra) as base:
            yield base

    def _show(self, panel: Demonstration, base: str, key: str | None) -> list[Outcome]:
        key = key or read_env(settings.VAR / CREDENTIALS).get("API_KEY", "")
        samples = panel.samples()
        table = Table(samples)
        title = self.style.MIGRATE_HEADING(panel.title)
        self.stdout.write(f"\n{title}: {len(samples)} samples through {base}\n\n{table.head}")
        said: list[Outcome] = []
        waiting = iter(samples)
        self._progress(f"{next(waiting).file} ...")
        for outcome in panel.outcomes(base, key):
            said.append(outcome)
            *front, verdict = cells(outcome)
            paint = self.style.ERROR if outcome.faults else self.style.SUCCESS
            self._progress("\r")
            self.stdout.write(table.row([*front, paint(verdict)]))
            if (following := next(waiting, None)) is not None:
                self._progress(f"{following.file} ...")
        return said

    def _progress(self, text: str) -> None:
        """Shown on a terminal only, and overwritten by the row it announces."""
        if self.stdout.isatty():
            self.stdout.write(text, ending="")
        self.stdout.flush()


def _offered() -> dict[str, str]:
    """App label -> dotted path of its demonstration."""
    return {
        app.label: app.demonstration
        for app in apps.get_app_configs()
        if hasattr(app, "demonstration")
    }


def _chosen(only: str | None) -> list[type[Demonstration]]:
    return [import_string(path) for label, path in _offered().items() if only in (None, label)]
