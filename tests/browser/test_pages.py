"""Every page that people open: nothing off-site, nothing on the console, WCAG AA, both widths."""

import pytest

OPEN = ["/", "/docs/", "/docs/serial-numbers", "/docs/shelf-scenes", "/docs/documents"]
OPERATED = [
    "/admin/",
    "/admin/recognition/recognitionsettings/",
    "/admin/scenes/shelfsettings/",
    "/admin/ocr_docs/ocrsettings/",
    "/admin/core/job/",
    "/admin/core/apikey/",
    "/admin/core/settingchange/",
    "/admin/scenes/sku/",
    "/admin/scenes/scene/",
]
SEEN = ["/ai_serial_recognition/dashboard", "/dashboards/scenes", "/dashboards/ocr_docs"]


def visit(someone, path, window, scheme):
    someone.go(path)
    name = path.strip("/").replace("/", "-") or "home"
    someone.look(f"{name}-{window['width']}-{scheme}")


@pytest.mark.parametrize("path", [*OPEN, "/ai_serial_recognition/widget", "/admin/login/"])
def test_a_page_for_everybody_is_in_order(visitor, window, scheme, path):
    visit(visitor(window=window, scheme=scheme), path, window, scheme)


def test_the_pages_of_operators_are_in_order(visitor, window, scheme):
    operator = visitor("operator", window=window, scheme=scheme)
    for path in OPERATED:
        visit(operator, path, window, scheme)


def test_the_pages_of_staff_are_in_order(visitor, window, scheme):
    staff = visitor("staff", window=window, scheme=scheme)
    for path in [*SEEN, "/workbench"]:
        visit(staff, path, window, scheme)
