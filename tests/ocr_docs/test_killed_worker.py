"""A process for documents dies in the middle of a PDF: real processes, real engines, over HTTP."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import requests

from core import embedded
from core.installation import CREDENTIALS, read_env
from ocr_docs.kinds import Kind
from ocr_docs.showing.api_client import PanelClient
from ocr_docs.showing.benchmarks import pdf_of
from ocr_docs.showing.samples import samples
from tests.installed import install, manage

PAGES, DEADLINE_S = 5, 600
PATIENT = f"""
from ocr_docs.services import load_settings
row = load_settings()
row.deadlineSeconds = {DEADLINE_S}
row.configure()
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    var = tmp_path_factory.mktemp("installation")
    environment = install(var, number=3)
    manage(environment, "shell", "--no-imports", "-c", PATIENT)
    return var, {name: value for name, value in environment.items() if name != "VAR"}


@pytest.fixture(scope="module")
def server(installation):
    var, environment = installation
    with embedded.running(var, DOCUMENT_WORKERS="2", **environment) as base:
        yield base


def documents_workers(var):
    supervisor = psutil.Process(int((var / "supervisord.pid").read_text()))
    return [
        process
        for process in supervisor.children(recursive=True)
        if any(word.startswith("documents@") for word in process.cmdline())
    ]


def wait_for_unfinished(server, fits):
    """Until the number of pages that wait or are read fits."""
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        report = requests.get(f"{server}/healthz", timeout=60).json()
        if fits(report["queue"]["unfinished"]):
            return
        time.sleep(0.05)
    pytest.fail("no such number of pages")


def test_a_worker_killed_during_page_3_of_5_costs_no_page(server, installation):
    var, _ = installation
    page = next(sample for sample in samples() if sample.kind is Kind.BOOK)
    key = read_env(var / CREDENTIALS)["API_KEY"]
    client = PanelClient(server, key, timeout_s=DEADLINE_S)
    with ThreadPoolExecutor(1) as caller:
        reply = caller.submit(client.read, Kind.BOOK, pdf_of(page, PAGES))
        victims = documents_workers(var)
        wait_for_unfinished(server, lambda count: count == PAGES)
        wait_for_unfinished(server, lambda count: count <= PAGES - 2)
        for victim in victims:
            victim.send_signal(signal.SIGKILL)
        answer = reply.result(timeout=DEADLINE_S)
    assert len(victims) == 2
    assert answer.status == 200
    first, *others = answer.body["data"]
    assert len(others) == PAGES - 1
    assert all(first == other for other in others), "the same page is read alike each time"
