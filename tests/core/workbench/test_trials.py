"""A photo on trial, from the drop to the answers on the page."""

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from core import jobs
from core.geometry import quad_of
from core.models import Job
from core.workbench import trials, trying
from core.workbench.answering import LOCAL, answers
from core.workbench.models import Trial
from core.workbench.offers import Answer, Mark, offers
from recognition.models import RecognitionSettings
from tests.conftest import draw_label, jpeg
from tests.core.workbench.conftest import START, allowed, page
from tests.scripted_provider import READING, fails, says


@pytest.fixture
def model(provider, transactional_db):
    row = RecognitionSettings(
        AIModelName="seeing-model", baseUrl=provider.base_url, modelToken="sk-test-key-0123456789"
    )
    row.modelTimeout = 20
    row.configure()
    return provider


def refused(browser, data=b"", **fields):
    photo = {"photo": SimpleUploadedFile("a.jpg", data)} if data else {}
    answer = browser.post(START, {"kind": "serial", **photo, **fields})
    assert answer.status_code == 200
    assert not Trial.objects.exists()
    return answer.content.decode()


def test_a_photo_is_read_and_its_values_are_drawn_where_they_stand(ann, tried, photo):
    row = tried(photo)
    (answered,) = row.answers
    assert answered["answer"]["headline"] == "SN-4711-0815"
    serial = answered["answer"]["marks"][0]
    assert serial["value"] == "SN-4711-0815"
    xs = [x for quad in serial["quads"] for x, _y in quad]
    assert xs and 0 <= min(xs) < max(xs) <= 900
    text = page(ann, row)
    assert 'viewBox="0 0 900 480"' in text
    assert "<polygon" in text
    assert f"{row.pk}/progress" not in text


def test_the_photo_is_shown_upright_and_without_what_the_camera_wrote(ann, tried):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "secret camera"
    row = tried(jpeg(draw_label(), exif=exif))
    assert (row.width, row.height) == (480, 900)
    shown = ann.get(f"/workbench/trials/{row.pk}/picture-2000.jpg").content
    assert Image.open(io.BytesIO(shown)).size == (480, 900)
    assert b"secret camera" not in shown


def test_a_photo_is_fetched_from_its_address(ann, tried, photo, photo_url):
    row = tried(url=photo_url(photo))
    assert row.answers[0]["answer"]["label"] == "SN-4711-0815"
    assert ann.get(f"/workbench/trials/{row.pk}/picture-160.jpg").status_code == 200


def test_an_address_inside_the_house_is_refused_in_words(ann, tried, httpserver):
    row = tried(url=httpserver.url_for("/label.jpg"))
    assert row.problem
    assert row.problem in page(ann, row)
    assert httpserver.log == []


@pytest.mark.parametrize(
    ("data", "fields", "words"),
    [
        (b"", {}, "Choose a photo"),
        (b"this is no photo", {}, "not an image that can be read"),
        (b"", {"url": "file:///etc/passwd"}, "Only http and https"),
        (b"", {"url": "no address"}, "The URL is not valid"),
        (b"x", {"kind": "nothing"}, "nothing is not one of"),
        (b"x", {"models": "a,b,c,d,e,f,g"}, "At most 6 models"),
    ],
)
def test_what_cannot_be_read_is_told_before_anything_is_kept(ann, data, fields, words):
    assert words in refused(ann, data, **fields)


def test_a_photo_that_is_cut_off_is_told_in_words(ann, tried, photo):
    row = tried(photo[: len(photo) // 4])
    assert row.answers == []
    assert row.problem in page(ann, row)


def test_a_photo_that_is_too_large_is_told(ann, settings, photo):
    settings.MAX_PHOTO_BYTES = 1000
    assert "more than 1,000 bytes" in refused(ann, photo)


def test_models_are_heard_beside_the_local_engines_with_time_and_tokens(ann, tried, model, photo):
    model.always(says(READING, tokens=1250, model="seeing-model-2026"))
    row = tried(photo, models="seeing-model, another-model")
    assert [one["engine"] for one in row.answers] == ["", "seeing-model", "another-model"]
    assert [one["tokens"] for one in row.answers] == [0, 1250, 1250]
    assert {one["answer"]["label"] for one in row.answers} == {"SN-4711-0815"}
    assert [asked.body["model"] for asked in model.history] == ["seeing-model", "another-model"]
    text = page(ann, row)
    assert "seeing-model-2026" in text
    assert "1250" in text


def test_a_failing_model_says_why_and_the_others_still_answer(ann, tried, model, photo):
    model.will(fails(401, "bad key sk-test-key-0123456789"), says(READING))
    row = tried(photo, models="broken-model,seeing-model")
    local, broken, seeing = row.answers
    assert "refused the key" in broken["problem"]
    assert local["answer"] and seeing["answer"] and not broken["answer"]
    text = page(ann, row)
    assert "refused the key" in text
    assert "sk-test" not in text


def test_without_a_configured_model_the_page_says_so(ann, tried, photo):
    row = tried(photo, models="any-model")
    assert "No model can be asked" in row.answers[1]["problem"]


def test_the_same_photo_can_be_read_again_with_other_models(ann, tried, model, photo, worker):
    model.always(says(READING))
    row = tried(photo)
    answer = ann.post(
        f"/workbench/trials/{row.pk}/again", {"kind": "serial", "models": "seeing-model"}
    )
    again = Trial.objects.get(pk=answer.url.split("/trials/")[1])
    assert again.pk != row.pk
    assert again.asked == ["seeing-model"]


def test_what_was_read_is_in_the_row_of_the_trial_alone(tried, photo):
    tried(photo)
    assert "4711" not in str(list(Job.objects.values()))


def test_a_trial_is_seen_by_who_made_it_alone(client, ann, tried, photo):
    row = tried(photo)
    other = User.objects.create_user("bob", password="x", is_staff=True)
    client.force_login(allowed(other, "use_workbench", "view_serialrecognition"))
    for address in ("", "/progress", "/picture-160.jpg"):
        assert client.get(f"/workbench/trials/{row.pk}{address}").status_code == 404
    for address in ("/forget", "/again", "/save"):
        sent = client.post(f"/workbench/trials/{row.pk}{address}", {"kind": "serial"})
        assert sent.status_code in (403, 404)
    assert Trial.objects.filter(pk=row.pk).exists()


def test_the_workbench_is_for_staff_with_its_permission(client, db):
    assert client.get(START).status_code == 302
    person = User.objects.create_user("eve", password="x", is_staff=True)
    client.force_login(person)
    assert client.get(START).status_code == 403
    client.force_login(allowed(person, "use_workbench"))
    page = client.get(START).content.decode()
    assert 'value="serial"' not in page
    client.force_login(allowed(person, "view_documentrequest"))
    page = client.get(START).content.decode()
    assert 'value="book"' in page
    assert 'value="serial"' not in page


def test_a_kind_that_is_not_for_them_cannot_be_tried(ann, photo):
    assert "book is not one of" in refused(ann, photo, kind="book")


def test_after_a_day_photo_and_answers_are_gone(tried, photo):
    row = tried(photo)
    name = row.picture.name
    assert default_storage.exists(name)
    Trial.objects.update(created_at=timezone.now() - timedelta(hours=23))
    trials.forget_old()
    assert Trial.objects.exists()
    Trial.objects.update(created_at=timezone.now() - timedelta(hours=25))
    trials.forget_old()
    assert not Trial.objects.exists()
    assert not default_storage.exists(name)


def test_a_photo_can_be_deleted_at_once(ann, tried, photo):
    row = tried(photo)
    assert ann.post(f"/workbench/trials/{row.pk}/forget").status_code == 302
    assert not Trial.objects.exists()
    assert not default_storage.exists(row.picture.name)


def test_a_trial_whose_workers_died_ends_with_a_sentence(staff, photo):
    row, job = trials.open_trial(offers()["serial"], user=staff, data=photo)
    Job.objects.filter(pk=job.pk).update(attempts=jobs.MAX_ATTEMPTS)
    trying.run(str(job.pk))
    row.refresh_from_db()
    assert row.problem == trying.WORKER_LOST
    assert Job.objects.get(pk=job.pk).finished_at


def test_a_second_message_for_a_trial_does_nothing(tried, photo):
    row = tried(photo)
    trying.run(str(row.job_id))
    again = Trial.objects.get(pk=row.pk)
    assert again.answers == row.answers
    assert again.finished_at == row.finished_at


def test_what_no_database_takes_is_left_out_of_an_answer():
    quad = quad_of([(0, 0), (9, 0), (9, 5), (0, 5)])
    mark = Mark("other", "A\0B", 0.5, (quad,))
    bench = type("Seeing", (), {"look": lambda self, pixels: self})()
    bench.local = lambda: Answer("A\0", "A\0B", 0.5, (mark,), notes="\0")
    (answered,) = answers(bench, None, [LOCAL])
    assert "\\u0000" not in json.dumps(trying.as_json(answered))
    assert answered.answer.marks[0].value == "AB"


def test_pages_of_trials_that_are_not_there_are_not_found(ann):
    assert ann.get(f"/workbench/trials/{uuid.uuid4()}").status_code == 404


def test_what_a_caller_types_is_text_on_the_page(ann, tried, photo):
    evil = "<script>alert(1)</script>"
    row = tried(photo, models=evil)
    assert evil not in page(ann, row)
