"""The panel's benchmarks, against live embedded servers, one request at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.conf import settings
from PIL import Image

from core import embedded
from core.installation import CREDENTIALS, read_env
from core.showing.calls import Reply
from core.showing.measures import CallFailed, Row, announce, at_least
from core.showing.processes import ServerProcesses, on_one_core
from ocr_docs import services
from ocr_docs.kinds import Kind
from ocr_docs.showing import benchmark_peers as peers
from ocr_docs.showing.api_client import PanelClient
from ocr_docs.showing.judgement import judged
from ocr_docs.showing.samples import Sample, samples

ROUNDS = 5
PDF_PAGES = 10
WARM_PAGES = 2
PATIENCE_S = 300
_FASTEST_ON_ONE_CORE = {"ENGINE_THREADS": "1", "DOCUMENT_WORKERS": "1", "DOCUMENT_THREADS": "1"}
"""More threads or processes only take turns there, and make the comparison easier than it is."""


class Benchmarks:
    """See ``core.showing.measures.Benchmark``."""

    title = "Documents"

    def __init__(self, options: Mapping[str, Any]) -> None:
        """No option concerns this panel."""

    def rows(self) -> Iterator[Row]:
        book, meter = _first(Kind.BOOK), _first(Kind.METER)
        with _patience():
            with _server() as client:
                yield from _single_pages(client, book, meter)
                fast = _pdf_seconds(client, book)
                memory = ServerProcesses(settings.VAR).memory_mib(without=("scenes@", "webhooks@"))
            yield Row(f"{PDF_PAGES} pages of PDF, all cores", f"{fast:.1f} s")
            yield Row("memory of web, worker and documents' workers", f"{memory:.0f} MiB")
            announce("the server on one core")
            with on_one_core(), _server(**_FASTEST_ON_ONE_CORE) as client:
                slow = _pdf_seconds(client, book)
        yield Row(f"{PDF_PAGES} pages of PDF, the server on one core", f"{slow:.1f} s")
        yield at_least("one core / all cores", slow / fast, 1.7)
        yield from peers.rows(book)


def _single_pages(client: PanelClient, book: Sample, meter: Sample) -> Iterator[Row]:
    for sample, what, limit in (
        (book, "book, a spread at 200 dpi", 4.0),
        (meter, "meter photo", 1.5),
    ):
        announce(f"{sample.file}, {ROUNDS + 1} times")
        _read(client, sample)  # the first calls of an engine are slower
        replies = [_read(client, sample) for _ in range(ROUNDS)]
        slowest = max(reply.ms for reply in replies) / 1000
        middle = median(reply.ms for reply in replies) / 1000
        yield Row(f"{what}, median of {ROUNDS}", f"{middle:.2f} s")
        yield Row(f"{what}, slowest", f"{slowest:.2f} s", f"≤ {limit:g} s", slowest <= limit)


def _read(client: PanelClient, sample: Sample) -> Reply:
    """The reply to a sample. Raises CallFailed unless it is read."""
    reply = client.read(sample.kind, sample.path.read_bytes())
    if reply.status != 200:
        raise CallFailed(f"{sample.file}: HTTP {reply.status}: {judged(sample, reply).faults}")
    return reply


def _pdf_seconds(client: PanelClient, page: Sample) -> float:
    """Seconds for ten copies of a page as one PDF, after a shorter one that warms the engines."""
    _read_pdf(client, page, WARM_PAGES)
    return _read_pdf(client, page, PDF_PAGES).ms / 1000


def _read_pdf(client: PanelClient, page: Sample, pages: int) -> Reply:
    announce(f"{page.file} as a PDF of {pages} pages")
    reply = client.read(Kind.BOOK, pdf_of(page, pages))
    if reply.status != 200:
        raise CallFailed(f"the PDF: HTTP {reply.status}: {reply.body['error']}")
    return reply


def pdf_of(page: Sample, pages: int) -> bytes:
    """A PDF that shows a page so many times."""
    file = io.BytesIO()
    with Image.open(page.path) as image:
        sheet = image.convert("RGB")
        # 200 dpi: the server draws it with the pixels that it had.
        more = [sheet] * (pages - 1)
        sheet.save(file, "PDF", save_all=True, append_images=more, resolution=200.0)
    return file.getvalue()


def _first(kind: Kind) -> Sample:
    return next(sample for sample in samples() if sample.kind is kind and len(sample.pages) == 1)


@contextmanager
def _server(**environment: str) -> Iterator[PanelClient]:
    with embedded.running(settings.VAR, **environment) as base:
        key = read_env(settings.VAR / CREDENTIALS)["API_KEY"]
        yield PanelClient(base, key, timeout_s=2 * PATIENCE_S)


@contextmanager
def _patience() -> Iterator[None]:
    """Meanwhile answers may take longer than callers would wait: a core alone may need it."""
    row = services.load_settings()
    usual, row.deadlineSeconds = row.deadlineSeconds, PATIENCE_S
    row.configure()
    try:
        yield
    finally:
        row.deadlineSeconds = usual
        row.configure()
