"""The first page: truthful figures, nothing that visitors should not see, nothing off-site."""

import re
import shutil
from collections import namedtuple
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from core import jobs
from core.models import ApiKey
from ocr_docs.models import OcrSettings
from recognition.models import RecognitionSettings
from scenes.models import ShelfSettings

pytestmark = pytest.mark.django_db


def page(path="/"):
    answer = Client().get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def figures():
    """What the page says of its parts, and its verdict."""
    text = page("/?part=health")
    said = re.findall(r"<b>(\w+)</b> <span>(?:<i[^>]*>!</i> )?(.*?)</span>", text)
    return re.search(r'data-state="(\w+)"', text)[1], dict(said), text


def test_all_is_well(heartbeat):
    heartbeat()
    verdict, said, _ = figures()
    assert verdict == "ok"
    assert said["Workers"] == "1 alive, heard 0 s ago"
    assert said["Engines"] == "2 loaded: text, barcodes"
    assert said["Queue"] == "empty"
    assert said["Database"] in ("SQLite", "PostgreSQL")


def test_a_dead_worker_is_said_to_be_not_ok_with_what_to_do(heartbeat):
    heartbeat(ago=timedelta(seconds=50))
    verdict, said, text = figures()
    assert (verdict, said["Workers"]) == ("bad", "not ok")
    assert "nothing heard" in text
    assert "Everything works" not in page()


def test_without_any_worker_no_engine_is_said_to_be_loaded():
    verdict, said, _ = figures()
    assert verdict == "bad"
    assert (said["Workers"], said["Engines"]) == ("not ok", "not ok")


def test_waiting_jobs_are_counted(heartbeat):
    heartbeat()
    for _ in range(2):
        jobs.open_job("some.task", input={})
    assert figures()[1]["Queue"] == "2 jobs at work"


def test_a_broken_engine_is_not_counted_as_loaded_and_its_reason_is_not_told(heartbeat):
    heartbeat(text="ImportError: /inner/path", barcodes="ok")
    verdict, said, text = figures()
    assert (verdict, said["Engines"]) == ("bad", "not ok")
    assert "/inner/path" not in text


def test_a_full_disk_is_told_before_photos_are_lost(heartbeat, monkeypatch):
    heartbeat()
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12 - 10**8, 10**8))
    verdict, said, text = figures()
    assert (verdict, said["Disk"]) == ("bad", "0.1 GB free")
    assert "nearly full" in text
    assert Client().get("/healthz").status_code == 503


def test_a_database_that_is_away_is_told_too(monkeypatch, transactional_db):
    for name, value in {
        "NAME": "/nowhere/at/all.sqlite3",
        "HOST": "127.0.0.1",
        "PORT": "1",
    }.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    connection.close()
    text = page()
    monkeypatch.undo()
    connection.close()
    assert "The database does not answer" in text
    assert "Recognise" not in text


def test_nothing_of_settings_keys_and_machines_is_shown_to_visitors(heartbeat, settings):
    heartbeat()
    row = RecognitionSettings(
        allowedDomains=["secret-partner.example"],
        additionalPrompt="a secret prompt",
        titleMessage="a secret title",
    )
    row.configure()
    OcrSettings(tokensPerDay=987654).configure()
    ShelfSettings(webhookSecret="whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0").configure()
    _, key = ApiKey.objects.create_key(name="a secret caller")
    text = page()
    for secret in ("secret", "987654", key, str(settings.VAR), "inner-host-name"):
        assert secret not in text.replace("csrfmiddlewaretoken", "")


@pytest.mark.parametrize("path", ["/", "/docs/", "/docs/serial-numbers", "/docs/shelf-scenes",
                                  "/docs/documents", "/api/docs"])  # fmt: skip
def test_no_page_loads_anything_from_elsewhere_or_inline(path):
    answer = Client().get(path)
    text = answer.content.decode()
    assert not re.search(
        r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["']?(?:https?:)?//""", text
    )
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", text)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy and "http" not in policy


def test_the_page_leads_to_docs_admin_dashboards_form_and_reference():
    links = set(re.findall(r'href="(/[^"]*)"', page()))
    assert {
        "/docs/",
        "/docs/serial-numbers",
        "/docs/shelf-scenes",
        "/docs/documents",
        "/api/docs",
        "/api/schema",
        "/admin/",
        "/ai_serial_recognition/dashboard",
        "/ai_serial_recognition/widget",
        "/dashboards/scenes",
        "/dashboards/ocr_docs",
        "/healthz",
    } <= links


def test_only_reading_is_allowed():
    assert Client().post("/").status_code == 405
