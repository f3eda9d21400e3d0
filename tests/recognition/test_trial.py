"""“Test with a sample”: from the button to the words the operator reads."""

import time

import pytest
from django.urls import reverse

from core.models import Job
from recognition import trial as model_test
from recognition.models import RecognitionSettings
from tests.scripted_provider import fails, hangs, refuses, says

READING = {
    "found": True,
    "serialNumber": "OR6220714083",
    "serialLabel": "S/N",
    "confidence": 0.97,
    "location": "on the label",
    "additionalNumbers": [{"value": "AX-5400", "kind": "model"}],
    "notes": "Sharp and evenly lit.",
}


@pytest.fixture
def configured(provider, transactional_db):
    row = RecognitionSettings(
        AIModelName="seeing-model", baseUrl=provider.base_url, modelToken="sk-test-key-0123456789"
    )
    row.modelTimeout = 20
    row.configure()
    return provider


def pressed(client, *, deadline_s=120.0):
    """Press the button, then ask for the result as the page does."""
    page = client.post(reverse("admin:recognition_test")).content.decode()
    started = time.monotonic()
    while "hx-get" in page:
        assert time.monotonic() - started < deadline_s, page
        time.sleep(0.05)
        job = Job.objects.get(task=model_test.TASK, pk=page.split("/test/")[1].split("/")[0])
        page = client.get(reverse("admin:recognition_test_result", args=[job.pk])).content.decode()
    return page


def test_answer_tokens_and_time_are_shown(admin_client, worker, configured):
    configured.will(says(READING, tokens=1250, model="seeing-model-2026"))
    page = pressed(admin_client)
    assert "OR6220714083" in page
    assert "1250" in page
    assert "seeing-model-2026" in page
    assert "AX-5400 (model)" in page
    assert len(configured.history[0].pictures) >= 1
    assert configured.history[0].key == "sk-test-key-0123456789"


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (fails(401, "bad key sk-test-key-0123456789"), "refused the key"),
        (fails(404, "no such model"), "does not know this model"),
        (fails(429, "slow down"), "limiting our requests"),
        (refuses(), "refused to read"),
    ],
)
def test_a_failing_provider_is_told_in_words(admin_client, worker, configured, behaviour, words):
    configured.always(behaviour)
    page = pressed(admin_client)
    assert words in page
    assert "sk-test-key" not in page


def test_a_provider_that_hangs_is_told_in_words(admin_client, worker, configured):
    RecognitionSettings.objects.update(modelTimeout=1)
    configured.always(hangs(5))
    assert "took too long" in pressed(admin_client)


def test_a_provider_that_is_not_there_is_told_in_words(admin_client, worker, configured):
    RecognitionSettings.objects.update(baseUrl="http://127.0.0.1:9/v1")
    assert "cannot be reached" in pressed(admin_client)


def test_a_reading_of_nothing_is_told(admin_client, worker, configured):
    configured.will(says(READING | {"found": False, "serialNumber": None, "serialLabel": None}))
    assert "sees no serial number" in pressed(admin_client)


def test_a_missing_sample_is_told(admin_client, worker, configured, monkeypatch, tmp_path):
    monkeypatch.setattr(model_test, "SAMPLE", tmp_path / "gone.jpg")
    assert "gone.jpg is missing" in pressed(admin_client)
    assert configured.history == []


def test_nothing_is_tried_before_the_settings_are_saved(admin_client):
    page = admin_client.post(reverse("admin:recognition_test")).content.decode()
    assert "Save the settings first" in page
    assert not Job.objects.exists()


def test_the_job_of_a_test_never_holds_the_key(admin_client, worker, configured):
    configured.will(says(READING))
    pressed(admin_client)
    assert "sk-test" not in str(Job.objects.values().get())


def test_old_tests_are_cleared_away(admin_client, worker, configured):
    configured.always(says(READING))
    pressed(admin_client)
    Job.objects.update(finished_at="2026-01-01T00:00Z")
    pressed(admin_client)
    assert Job.objects.count() == 1


def test_other_jobs_cannot_be_read_through_the_page_of_a_test(admin_client, db):
    job = Job.objects.create(task="recognition.analyze", nudged_at="2026-01-01T00:00Z")
    address = reverse("admin:recognition_test_result", args=[job.pk])
    assert admin_client.get(address).status_code == 404
