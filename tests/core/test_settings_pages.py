"""What holds for the settings page of every panel."""

import re
from datetime import date

import pytest
from django.urls import reverse
from time_machine import travel

from core.engines.vision_catalogue import suggestions
from core.vision_advice import day_text
from ocr_docs.models import OcrSettings
from recognition.models import RecognitionSettings
from scenes.models import ShelfSettings

pytestmark = pytest.mark.django_db

PANELS = [RecognitionSettings, ShelfSettings, OcrSettings]
HERE_ALREADY = {"id", "configured_at"}


def page_of(client, model):
    return client.get(reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist"))


@pytest.mark.parametrize("model", PANELS)
def test_a_model_that_ends_soon_or_has_ended_is_warned_of(client, admin_user, model):
    ending = next(one for one in suggestions() if one.ends and one.ends > date(2026, 1, 1))
    model(AIModelName=ending.name, engines="both", baseUrl="http://localhost:1/v1").configure()
    for day, words in ((-30, "will be switched off"), (30, "has been switched off")):
        with travel(date.fromordinal(ending.ends.toordinal() + day)):
            client.force_login(admin_user)
            page = page_of(client, model).content.decode()
        assert f"{ending.name} {words} by its provider" in page
        assert day_text(ending.ends) in page


@pytest.mark.parametrize("model", PANELS)
def test_every_setting_says_what_it_does_and_what_it_is_by_default(admin_client, model):
    form = page_of(admin_client, model).context["adminform"].form
    for name, field in form.fields.items():
        if name in ("removeToken", "removeSecret"):
            continue
        assert len(str(field.help_text)) > 25, name
        setting = {one.name: one for one in model._meta.fields}.get(name)
        if setting is not None and setting.get_default() not in ("", None, []):
            assert "Default: " in str(field.help_text), name


@pytest.mark.parametrize("model", PANELS)
def test_a_number_names_its_unit(model):
    counted = re.compile(r"\((seconds|hours|days|pages)\)|per minute|per day|photos in a scene")
    for field in model._meta.fields:
        if field.name not in HERE_ALREADY and "Integer" in field.get_internal_type():
            assert counted.search(str(field.verbose_name)), field.name


def test_a_choice_is_named_by_its_title_in_the_default(admin_client):
    page = page_of(admin_client, OcrSettings).content.decode()
    assert "Default: Local engines only (nothing leaves this server)." in page
    assert "Default: 30." in page
