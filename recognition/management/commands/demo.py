"""Show a running server at work: sample photos through its HTTP API, answers in a table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import requests
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import embedded
from core.installation import CREDENTIALS, read_env
from recognition.showing.api_client import PanelClient
from recognition.showing.demonstration import Outcome, Table, advice, summary
from recognition.showing.photo_server import serving
from recognition.showing.samples import FOLDER, SamplePhoto, sample_photos


class Command(BaseCommand):
    help = "Recognise the sample photos through the live HTTP API and show the answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", help="a server that already runs; without it one is started")
        parser.add_argument("--key", help="an API key of that server (default: credentials.env)")
        parser.add_argument(
            "--photos-port",
            type=int,
            default=0,
            help="where the photos are served: the server at --url must have been started with "
            "ALLOWED_PRIVATE_HOSTS=127.0.0.1:PORT",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            with (
                _photos(options["photos_port"]) as photos,
                self._server(options["url"], photos) as base,
            ):
                outcomes = list(self._show(base, photos, options["key"]))
        except embedded.ServerDidNotStart as error:
            raise CommandError(str(error)) from error
        wrong = any(outcome.faults for outcome in outcomes)
        paint = self.style.ERROR if wrong else self.style.SUCCESS
        self.stdout.write("\n" + paint(summary(outcomes)))
        if wrong:
            hints = advice(outcomes, photos) or ["Some answers are wrong; see the table."]
            raise CommandError("\n".join(hints))

    @contextmanager
    def _server(self, url: str | None, photos: str) -> Iterator[str]:
        if url:
            yield url.rstrip("/")
            return
        self.stdout.write("Starting the server ...")
        self.stdout.flush()
        allowed = ",".join([*settings.ALLOWED_PRIVATE_HOSTS, photos])
        with embedded.running(settings.VAR, ALLOWED_PRIVATE_HOSTS=allowed) as base:
            yield base

    def _show(self, base: str, photos: str, key: str | None) -> Iterator[Outcome]:
        key = key or read_env(settings.VAR / CREDENTIALS).get("API_KEY", "")
        client = PanelClient(base, key)
        samples = sample_photos()
        table = Table(samples)
        self.stdout.write(f"\n{len(samples)} photos through {base}:\n\n{table.head}")
        for sample in samples:
            self._progress(f"{sample.file} ...")
            outcome = self._ask(client, sample, photos)
            paint = self.style.ERROR if outcome.faults else self.style.SUCCESS
            *cells, verdict = outcome.cells
            self._progress("\r")
            self.stdout.write(table.row([*cells, paint(verdict)]))
            yield outcome

    def _progress(self, text: str) -> None:
        """Shown on a terminal only, and overwritten by the row it announces."""
        if self.stdout.isatty():
            self.stdout.write(text, ending="")
        self.stdout.flush()

    def _ask(self, client: PanelClient, sample: SamplePhoto, photos: str) -> Outcome:
        try:
            return Outcome(sample, client.analyze(f"http://{photos}/{sample.file}"))
        except requests.RequestException as error:
            raise CommandError(
                f"No answer from {client.base}: {error}\n"
                "Is the server running there? Start one with `make up`, or leave out --url."
            ) from error


@contextmanager
def _photos(port: int) -> Iterator[str]:
    with ExitStack() as stack:
        try:
            photos = stack.enter_context(serving(FOLDER, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used: {error}. Give another one with --photos-port."
            ) from error
        yield photos
