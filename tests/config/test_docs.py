"""The docs: this server's host in every program, tables that follow the code's own."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from config.docs import PAPERS
from config.papers import documents, serial_numbers, shelf_scenes
from config.papers.paper import laid_out
from core import errors
from ocr_docs.models import OcrSettings
from ocr_docs.wording import GENERATIONS, Fault
from recognition import wire
from recognition.models import RecognitionSettings
from scenes.models import ShelfSettings
from scenes.openapi import FAILURES
from scenes.reports.registry import REPORTS

pytestmark = pytest.mark.django_db


def page(slug, **headers):
    answer = Client().get(f"/docs/{slug}", headers=headers)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def family(kind=errors.RecognitionError):
    """Every failure of the family, below its base."""
    return {kind} | {one for child in kind.__subclasses__() for one in family(child)}


def test_the_index_leads_to_every_paper():
    text = page("")
    for paper in PAPERS.values():
        assert f'href="/docs/{paper.slug}"' in text
        assert str(paper.lead) in text


@pytest.mark.parametrize("slug", ["nothing", "../admin", "serial-numbers.md"])
def test_another_paper_is_not_found(slug):
    assert Client().get(f"/docs/{slug}").status_code == 404


@pytest.mark.parametrize("slug", PAPERS)
def test_programs_name_the_host_that_the_reader_sees(slug):
    text = page(slug, host="triptych.example.com:8443")
    programs = 5 * len(PAPERS[slug].topics)
    assert text.count("http://triptych.example.com:8443") >= programs
    assert "testserver" not in text and "127.0.0.1" not in text and "{base}" not in text


def test_behind_a_proxy_with_tls_programs_use_https(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    headers = {"host": "triptych.example.com", "x-forwarded-proto": "https"}
    assert "https://triptych.example.com/aiscript/" in page("documents", **headers)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.slug)
def test_answers_failures_and_limits_stand_on_the_page(paper):
    text = page(paper.slug)
    for topic in paper.topics:
        assert f'id="{topic.slug}"' in text
        assert topic.answered("http://testserver") in text
    for failure in paper.failures():
        assert failure.says in text and failure.code in text and str(failure.todo) in text
    for limit in paper.limits():
        assert str(limit.name) in text and str(limit.value) in text


def test_uploads_are_shown_only_where_they_are_accepted(settings):
    settings.ACCEPT_UPLOADS = False
    assert 'id="by-file"' not in page("serial-numbers")
    settings.ACCEPT_UPLOADS = True
    assert 'id="by-file"' in page("serial-numbers")


def test_limits_are_those_in_force(settings):
    settings.MAX_PHOTO_BYTES = 7 * 1024**2
    RecognitionSettings(requestsPerMinute=123).configure()
    ShelfSettings(photoLimit=44, requestsPerMinute=0).configure()
    OcrSettings(pageLimit=17, deadlineSeconds=21).configure()
    assert "<td>7 MiB</td>" in page("serial-numbers")
    assert "<td>123 in a minute</td>" in page("serial-numbers")
    assert "<td>44</td>" in page("shelf-scenes") and "<td>no limit</td>" in page("shelf-scenes")
    assert "<td>17</td>" in page("documents")
    assert "<td>within 21 seconds</td>" in page("documents")


def test_every_failure_of_the_family_that_the_serial_panel_can_meet_is_told():
    told = {failure.code for failure in serial_numbers.failures()}
    others = {errors.Unauthorized, errors.Forbidden, errors.TooManyPages, errors.EngineFailed}
    met = {kind.code for kind in family() - others if kind.__module__ == "core.errors"}
    assert met <= told | {errors.EngineFailed.code}


def test_sentences_of_the_serial_panel_are_those_of_its_wire():
    said = {failure.says for failure in serial_numbers.failures()}
    fixed = {message for _, message in wire._FIXED.values()}
    assert fixed | {wire.UNREADABLE, wire.INTERNAL, wire.missing("clientUid")} <= said


@pytest.mark.parametrize("generation", GENERATIONS)
def test_every_code_of_a_page_is_told_in_the_generation_that_is_switched_on(generation):
    OcrSettings(errorCodes=generation).configure()
    words = GENERATIONS[generation]
    told = {(failure.code, failure.says) for failure in documents.failures()}
    for fault in Fault:
        problem = words.page(fault, 1)
        assert (str(problem.code), problem.message) in told
    assert str(words.partial.code) in {code for code, _ in told}


def test_every_status_of_the_shelf_panel_is_told_with_what_to_do():
    assert set(shelf_scenes._TODO) == set(FAILURES)
    assert all(failure.todo for failure in shelf_scenes.failures())
    for name in REPORTS:
        assert name in page("shelf-scenes")


def test_building_a_page_of_failures_is_no_failure(capsys):
    for slug in PAPERS:
        page(slug)
    assert "failure" not in capsys.readouterr().out.replace("failures", "")


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.slug)
def test_every_member_of_a_shown_answer_is_explained(paper):
    explained = " ".join(member.name for member in paper.members)
    named = set(re.findall(r"\w+", explained))
    for topic in paper.topics:
        if not topic.answer or topic.slug in ("rate", "product"):
            continue
        kept = json.loads(topic.answered("http://testserver"))
        assert set(kept) <= named, topic.slug


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.slug)
def test_papers_that_are_named_are_there(paper, settings):
    for name in paper.papers:
        assert (settings.BASE_DIR / "docs" / name).exists()


def test_json_is_laid_out_without_changing_it():
    value = {"a": [[1.5, 2], [3, 4]], "b": {}, "c": ["x" * 60, "y" * 60], "d": None, "e": "ก"}
    text = laid_out(value)
    assert json.loads(text) == value
    assert '"a": [[1.5, 2], [3, 4]]' in text
    assert max(map(len, text.splitlines())) < 100
