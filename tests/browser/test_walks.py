"""What each role comes for, from signing in to the result, with the local engines."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.conftest import NARROW

SAMPLES = Path(settings.BASE_DIR) / "recognition" / "samples"
SERIAL = "OR6220714083"


def test_an_operator_changes_a_setting_and_finds_who_changed_it(visitor):
    operator = visitor("operator")
    page = operator.go("/admin/recognition/recognitionsettings/")
    page.get_by_label("Confidence threshold").fill("0.65")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()
    operator.go("/admin/core/settingchange/")
    row = page.locator("#result_list tbody tr", has_text="0.65").first
    assert "operator" in row.inner_text()
    operator.look("walk-operator-trail")


def test_staff_try_a_photo_on_the_workbench_and_see_where_the_number_stands(visitor):
    staff = visitor("staff")
    page = staff.go("/workbench")
    page.get_by_role("radio", name="Serial number").check()
    page.locator("input[name=photo]").set_input_files(SAMPLES / "router.jpg")
    page.locator("strong", has_text=SERIAL).first.wait_for(timeout=120_000)
    assert page.locator("svg polygon").count() >= 1
    staff.look("walk-staff-workbench")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_person_with_a_phone_reads_a_label_by_the_form_and_rates_the_answer(visitor, scheme):
    person = visitor(window=NARROW, scheme=scheme)
    page = person.go("/ai_serial_recognition/widget")
    page.locator("input[type=file]").first.set_input_files(SAMPLES / "router.jpg")
    page.get_by_role("button", name="Read the serial number").click()
    page.get_by_text(SERIAL).first.wait_for(timeout=120_000)
    person.look(f"walk-form-{scheme}")
    page.locator("input[name=rating][value='5']").check(force=True)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you").wait_for()


def test_an_integrator_sees_own_keys_and_nothing_of_settings(visitor):
    integrator = visitor("integrator")
    page = integrator.go("/admin/")
    integrator.look("walk-integrator")
    assert page.get_by_role("link", name="Settings").count() == 0
    refused = page.goto(integrator.base + "/admin/recognition/recognitionsettings/")
    assert refused.status == 403
