"""The pages of single answers: what was found on the picture, by mouse and by keyboard."""

import pytest

LISTS = {
    "verdict": "/admin/recognition/serialrecognition/?o=-1",
    "scene": "/admin/scenes/scene/",
    "document": "/admin/ocr_docs/documentrequest/",
}


def opened(someone, name):
    page = someone.go(LISTS[name])
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("name", LISTS)
def test_the_page_of_an_answer_is_in_order(visitor, window, scheme, name):
    staff = visitor("staff", window=window, scheme=scheme)
    opened(staff, name)
    staff.look(f"{name}-{window['width']}-{scheme}")


def scale(page):
    return float(
        page.locator(".v-sheet").first.evaluate("sheet => sheet.style.getPropertyValue('--zoom')")
    )


def test_a_box_and_its_row_light_up_together_and_the_box_tells_what_it_is(visitor):
    page = opened(visitor("staff"), "scene")
    row = page.locator("tr[data-row^=sku]").first
    row.hover()
    name = row.locator("strong").inner_text()
    lit = page.locator(".v-mark.t-lit")
    assert lit.count() >= 1
    assert {mark.get_attribute("data-name") for mark in lit.all()} == {name}
    page.locator(".v-mark[data-layer=product]").first.hover()
    tip = page.locator(".v-tip:visible")
    assert "score" in tip.inner_text()
    assert page.locator("tr.t-lit").count() == 1


def test_a_picture_is_zoomed_by_keys_buttons_and_the_wheel(visitor):
    page = opened(visitor("staff"), "scene")
    stage = page.locator(".v-stage").first
    stage.focus()
    page.keyboard.press("+")
    near = scale(page)
    assert near > 1
    page.keyboard.press("ArrowRight")
    page.keyboard.press("0")
    assert scale(page) == 1
    page.get_by_role("button", name="Larger").first.click()
    assert scale(page) == near
    page.keyboard.press("Tab")
    stage.hover(position={"x": 5, "y": 5})
    page.mouse.wheel(0, -200)
    page.wait_for_function(
        "() => document.querySelector('.v-sheet').style.getPropertyValue('--zoom') > 1.4"
    )


def test_the_wheel_scrolls_a_page_whose_picture_nobody_uses(visitor):
    page = opened(visitor("staff"), "scene")
    page.locator(".v-stage").first.hover(position={"x": 5, "y": 5})
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(300)
    assert scale(page) == 1


def test_boxes_and_rows_are_reached_by_keyboard(visitor):
    page = opened(visitor("staff"), "scene")
    page.locator(".v-stage").first.focus()
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.dataset.name")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.classList.contains('v-mark')")
    assert page.evaluate("document.activeElement.dataset.name") != first
    assert page.locator(".v-tip:visible").count() == 1
    row = page.locator("tr[data-row^=sku]").first
    row.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert scale(page) > 1


def test_layers_are_switched_off(visitor):
    page = opened(visitor("staff"), "scene")
    tags = page.locator(".v-mark[data-layer=tag]")
    assert tags.first.is_visible()
    page.get_by_label("price tags").uncheck()
    assert not tags.first.is_visible()


def test_an_operator_reads_a_photo_again_with_another_threshold(visitor):
    operator = visitor("operator")
    page = opened(operator, "verdict")
    page.get_by_label("Confidence threshold").fill("0.99")
    page.get_by_role("button", name="Run again").click()
    page.locator("#again-result .v-pairs, #again-result .t-note").wait_for(timeout=60_000)
    assert operator.console == []


def test_the_json_is_copied(visitor, browser):
    staff = visitor("staff")
    page = opened(staff, "verdict")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    assert '"recognitionStatus"' in page.evaluate("navigator.clipboard.readText()")
