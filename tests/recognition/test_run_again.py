"""A failed recognition that an operator runs again from the list of jobs."""

import pytest
from django.urls import reverse

from core import jobs
from core.models import Job
from recognition.models import RecognitionDetail, RecognitionSettings, SerialRecognition
from tests.conftest import ANALYZE
from tests.scripted_provider import READING, fails, says


@pytest.fixture
def model_only(provider, transactional_db):
    row = RecognitionSettings(
        engines="model", AIModelName="m", baseUrl=provider.base_url, modelToken="key-1234567890"
    )
    row.configure()
    return provider


def run_again(client, job):
    body = {"action": "run_again", "_selected_action": [str(job.pk)]}
    client.post(reverse("admin:core_job_changelist"), body)
    return jobs.wait_for(job.pk, deadline_s=120)


def test_the_row_of_the_failure_is_replaced_by_the_answer(
    admin_client, api, worker, model_only, photo, photo_url
):
    body = {"clientUid": "me", "imageUrl": photo_url(photo)}
    model_only.always(fails(401))
    assert api(ANALYZE, body).status_code == 500
    failed = Job.objects.get()
    assert SerialRecognition.objects.get().recognition_status == "error"

    model_only.always(says(READING))
    assert run_again(admin_client, failed).state == Job.State.DONE
    row = SerialRecognition.objects.get()
    assert (row.pk, row.serialNumber) == (str(failed.pk), "SN-4711-0815")
    assert RecognitionDetail.objects.get().error_code == ""


def test_a_key_is_not_sent_to_a_base_url_it_was_not_entered_with(
    admin_client, api, worker, model_only, photo, photo_url
):
    model_only.always(fails(401))
    api(ANALYZE, {"clientUid": "me", "imageUrl": photo_url(photo)})
    row = RecognitionSettings.load()
    row.baseUrl, row.modelToken = "https://other.example/v1", "key-of-the-other-server"
    row.configure()
    asked_before = len(model_only.history)
    assert run_again(admin_client, Job.objects.get()).state == Job.State.FAILED
    keys = {asked.key for asked in model_only.history[asked_before:]}
    assert "key-of-the-other-server" not in keys
