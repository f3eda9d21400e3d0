"""The server as `make up` starts it: real processes, real engines, over HTTP."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import requests
from django.core.management import CommandError, call_command
from werkzeug.wrappers import Response

from core import embedded
from core.installation import CREDENTIALS, read_env
from tests.conftest import ANALYZE, draw_label, jpeg
from tests.installed import install, manage


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A folder of its own, made ready by the commands that `make up` runs."""
    var = tmp_path_factory.mktemp("installation")
    return var, install(var, number=1)


@pytest.fixture(scope="module")
def server(installation, make_httpserver):
    var, environment = installation
    photos = f"{make_httpserver.host}:{make_httpserver.port}"
    started = {name: value for name, value in environment.items() if name != "VAR"}
    with embedded.running(var, ALLOWED_PRIVATE_HOSTS=photos, **started) as base:
        yield base


@pytest.fixture
def ask(server, installation, make_httpserver):
    key = read_env(installation[0] / CREDENTIALS)["API_KEY"]

    def ask(serial, client="c", when_fetched=lambda: None):
        data = jpeg(draw_label(serial))

        def photo(_request):
            when_fetched()
            return Response(data, mimetype="image/jpeg")

        make_httpserver.expect_request(f"/{serial}.jpg").respond_with_handler(photo)
        body = {"clientUid": client, "imageUrl": make_httpserver.url_for(f"/{serial}.jpg")}
        return requests.post(server + ANALYZE, json=body, headers={"X-API-Key": key}, timeout=120)

    return ask


def test_the_installation_s_files_are_readable_by_the_owner_only(installation):
    for name in ("secrets.env", CREDENTIALS):
        assert (installation[0] / name).stat().st_mode & 0o077 == 0


def test_making_ready_again_changes_nothing(installation):
    var, environment = installation
    before = {name: (var / name).read_text() for name in ("secrets.env", CREDENTIALS)}
    manage(environment, "provision")
    assert before == {name: (var / name).read_text() for name in ("secrets.env", CREDENTIALS)}


def test_a_healthy_server_says_so(server):
    report = requests.get(f"{server}/healthz", timeout=60).json()
    assert report["status"] == "ok"
    assert {"database", "queue", "worker", "engines"} < set(report)


@pytest.mark.parametrize(
    ("cores", "gib", "processes"), [(1, 24, 1), (2, 24, 2), (16, 24, 2), (2, 4, 1)]
)
def test_documents_have_two_processes_where_cores_and_memory_allow(cores, gib, processes):
    assert embedded.document_workers(cores, gib * 1024**3) == processes


@pytest.mark.parametrize(("workers", "threads"), [("1", "2"), ("2", "1"), ("3", "1")])
def test_at_least_two_pages_are_read_at_once(workers, threads):
    told = {"var": Path("var"), "host": "127.0.0.1", "port": 1, "DOCUMENT_WORKERS": workers}
    environment = embedded.environment(**told)
    assert environment["DOCUMENT_WORKERS"] == workers
    assert environment["DOCUMENT_THREADS"] == threads


def test_each_process_for_documents_tells_that_it_lives(server):
    expected = int(embedded.environment(var=Path(), host="", port=1)["DOCUMENT_WORKERS"])
    assert len(documents_alive(server, expected)) == expected


def documents_alive(server, expected):
    """The documents' workers that have told of themselves; waits until so many have."""
    deadline = time.monotonic() + 120
    while True:
        names = requests.get(f"{server}/healthz", timeout=60).json()["worker"].get("names", [])
        found = [name for name in names if name.startswith("documents@")]
        if len(found) >= expected or time.monotonic() > deadline:
            return found
        time.sleep(0.5)


def test_it_reads_a_label_over_http(ask):
    response = ask("KX-20931-7")
    assert response.status_code == 200, response.text
    assert response.json()["serialNumber"] == "KX-20931-7"


def test_it_refuses_private_addresses_that_were_not_named(server, installation):
    key = read_env(installation[0] / CREDENTIALS)["API_KEY"]
    body = {"clientUid": "c", "imageUrl": f"{server}/static/triptych.svg"}
    response = requests.post(server + ANALYZE, json=body, headers={"X-API-Key": key}, timeout=60)
    assert (response.status_code, response.json()) == (
        422,
        {"message": "Image could not be loaded."},
    )


def test_a_changed_setting_holds_for_the_next_answer_of_every_process(ask, installation):
    _, environment = installation
    before = ask("THRESH-5512").json()
    manage(environment, "configure", "--set", "confidenceThreshold=1.0")
    try:
        after = ask("THRESH-5512").json()
    finally:
        manage(environment, "configure", "--set", "confidenceThreshold=0.7")
    assert [before["recognitionStatus"], after["recognitionStatus"]] == [
        "success",
        "low_confidence",
    ]


def test_many_clients_at_once_each_get_their_own_answer(ask):
    serials = [f"PAR-{n}0{n}7{n}" for n in range(1, 9)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda s: ask(s, client=s).json(), serials))
    assert [answer["serialNumber"] for answer in answers] == serials


def workers(var):
    for process in psutil.process_iter(["cmdline", "environ"]):
        line = " ".join(process.info["cmdline"] or [])
        if (
            "celery" in line
            and "worker" in line
            and (process.info["environ"] or {}).get("VAR") == str(var)
        ):
            yield process


def test_a_worker_killed_in_the_middle_costs_time_but_no_answer(ask, installation):
    victims = list(workers(installation[0]))
    fetches = []

    def kill_once():
        fetches.append(len(victims))
        while victims:
            victims.pop().send_signal(signal.SIGKILL)

    response = ask("KILL-90210-9", when_fetched=kill_once)
    assert fetches[0] > 0, "no worker was killed"
    assert response.status_code == 200, response.text
    assert len(fetches) > 1, "another worker must have begun anew"
    assert response.json()["serialNumber"] == "KILL-90210-9"


COUNTED = """
from core.models import Job
from recognition.models import SerialRecognition
print(Job.objects.filter(finished_at=None, task__startswith="recognition.").count())
print(SerialRecognition.objects.filter(serialNumber="KILL-90210-9").count())
"""


def test_no_job_is_stuck_and_nothing_is_counted_twice(ask, installation):
    ask("LAST-1")
    assert manage(installation[1], "shell", "--no-imports", "-c", COUNTED).split() == ["0", "1"]


def test_two_servers_do_not_share_a_folder(server, installation):
    with (
        pytest.raises(embedded.ServerDidNotStart, match="already running"),
        embedded.running(installation[0]),
    ):
        pass


def test_a_port_in_use_is_told_before_anything_starts(httpserver, monkeypatch):
    monkeypatch.setenv("PORT", str(httpserver.port))
    with pytest.raises(CommandError, match=f"Port {httpserver.port} is in use"):
        call_command("up")
