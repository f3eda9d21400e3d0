"""An answered photo once more, with other settings: beside the first answer, changing nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import jobs
from core.models import Job
from recognition import rerun, services, uploads
from recognition.models import RecognitionDetail, RecognitionSettings, SerialRecognition
from tests.conftest import ANALYZE
from tests.people import staff
from tests.scripted_provider import READING, fails, says

SETTINGS = {"engines": "local", "model": "m", "threshold": "0.7", "additional_prompt": ""}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def answered(row, photo, db):
    """A recognition whose photo is kept; its job is forgotten."""
    recognition = SerialRecognition.objects.create(
        clientUid="me",
        serialNumber="SN-4711-0815",
        confidence=0.985,
        recognition_status="success",
        ai_execution_time=1.5,
    )
    name = uploads.keep_beside(recognition.pk, photo)
    RecognitionDetail.objects.create(recognition=recognition, model="local", photo=name)
    return recognition


def start(client, row, **changes):
    body = {f"again-{name}": value for name, value in (SETTINGS | changes).items()}
    return client.post(reverse("admin:recognition_again", args=[row.pk]), body)


def ended(client, row):
    """The fragment once the job is done."""
    job = Job.objects.get(task=rerun.TASK)
    assert jobs.wait_for(job.pk, deadline_s=120).state == Job.State.DONE
    address = reverse("admin:recognition_other", args=[row.pk, job.pk])
    return client.get(address).content.decode()


def page(client, row):
    address = reverse("admin:recognition_serialrecognition_change", args=[row.pk])
    return client.get(address).content.decode()


def test_a_photo_is_read_again_and_nothing_of_the_answer_changes(worker, answered, admin_client):
    before = SerialRecognition.objects.values().get()
    assert (
        "Waiting for a worker" in start(admin_client, answered, threshold="0.99").content.decode()
    )
    html = ended(admin_client, answered)
    assert "low_confidence" in html
    assert html.count("SN-4711-0815") == 2
    assert html.count("differs</span>") == html.count('class="v-differs"')
    assert SerialRecognition.objects.values().get() == before


def test_a_photo_that_is_not_kept_is_fetched_again_from_its_address(
    worker, row, api, admin_client, photo, photo_url
):
    api(ANALYZE, {"clientUid": "me", "imageUrl": photo_url(photo)})
    recognition = SerialRecognition.objects.get()
    assert 'value="0.7"' in page(admin_client, recognition)
    start(admin_client, recognition)
    assert "SN-4711-0815" in ended(admin_client, recognition)


def test_another_model_is_asked_with_another_prompt(worker, provider, answered, admin_client):
    settings = RecognitionSettings.load()
    settings.baseUrl, settings.modelToken = provider.base_url, "key-1234567890"
    settings.configure()
    provider.always(says(READING))
    start(admin_client, answered, engines="model", model="big", additional_prompt="Look twice.")
    html = ended(admin_client, answered)
    (asked,) = provider.history
    assert asked.body["model"] == "big"
    assert "Look twice." in asked.texts
    assert "SN-4711-0815" in html


def test_why_there_is_no_second_answer_is_said(worker, provider, answered, admin_client):
    settings = RecognitionSettings.load()
    settings.baseUrl, settings.modelToken = provider.base_url, "key-1234567890"
    settings.configure()
    provider.always(fails(401))
    start(admin_client, answered, engines="model")
    html = ended(admin_client, answered)
    assert "t-danger" in html
    assert SerialRecognition.objects.get().serialNumber == "SN-4711-0815"


def test_second_answers_go_after_a_day_and_with_their_client(worker, answered, admin_client):
    start(admin_client, answered)
    ended(admin_client, answered)
    services.purge()
    assert Job.objects.count() == 1
    Job.objects.update(finished_at=timezone.now() - timedelta(days=2))
    services.purge()
    assert not Job.objects.exists()
    start(admin_client, answered)
    ended(admin_client, answered)
    services.delete_client("me")
    assert not Job.objects.exists()


def test_what_cannot_be_run_is_told_and_no_job_is_made(answered, admin_client):
    html = start(admin_client, answered, threshold="7", engines="magic").content.decode()
    assert "Confidence threshold" in html
    assert "Engines" in html
    assert not Job.objects.exists()


def test_only_who_may_change_recognitions_runs_them_again(answered):
    client = staff("view_serialrecognition")
    assert start(client, answered).status_code == 403
    assert not Job.objects.exists()
    assert "needs the right to change recognitions" in page(client, answered)


def test_another_recognitions_second_answer_is_not_shown(answered, admin_client):
    other = SerialRecognition.objects.create(clientUid="you", recognition_status="failed")
    start(admin_client, answered)
    job = Job.objects.get()
    address = reverse("admin:recognition_other", args=[other.pk, job.pk])
    assert admin_client.get(address).status_code == 404


def test_without_a_photo_and_its_address_the_page_says_that_it_cannot(answered, admin_client):
    RecognitionDetail.objects.update(photo="")
    html = page(admin_client, answered)
    assert "not kept any more and its address is forgotten" in html
    assert 'name="again-model"' not in html


def test_a_photo_that_vanished_meanwhile_is_said(worker, answered, admin_client):
    uploads.drop(answered.detail.photo)
    start(admin_client, answered)
    assert "The photo was deleted." in ended(admin_client, answered)
