"""Shapes over a picture: point lists, and text that fills its place on a blank sheet."""

import pytest
from django.template.loader import render_to_string

from core.viewer import Layer, Mark, Picture, points_of, words_in

BOX = [[10, 20], [110, 20], [110, 40], [10, 40]]


def drawn(**options):
    mark = Mark((points_of(BOX),), "A <b>", "text", row="t0", words=words_in("A <b>", BOX))
    picture = Picture(**{"url": "/p.jpg", "width": 3000, "height": 2000, "label": "L"} | options)
    return render_to_string("core/viewer.html", {"picture": picture, "mark": mark}), mark


def test_points_are_told_to_a_tenth_of_a_pixel():
    assert points_of([(1, 2.04), (3.25, -4)]) == "1,2 3.2,-4"


def test_text_fills_its_place_whichever_way_it_lies():
    level = words_in("ABC", BOX)
    assert (level.angle, level.length, level.size) == (0, 100, 17)
    turned = words_in("ABC", [[10, 110], [10, 10], [30, 10], [30, 110]])
    assert (turned.angle, turned.length) == (-90, 100)
    assert (turned.x, turned.y) == (26, 110)


def test_a_quad_without_extent_is_still_text():
    assert words_in("A", [[5, 5]] * 4).size == 1


@pytest.mark.parametrize("url", ["/p.jpg", ""])
def test_text_is_written_only_where_there_is_no_picture(url):
    _, mark = drawn()
    html, _ = drawn(url=url, marks=(mark,))
    assert ("<text" in html) is not bool(url)
    assert ("<img" in html) is bool(url)
    assert "A <b>" not in html
    assert html.count("A &lt;b&gt;") >= 2


def test_sizes_are_written_for_machines_in_every_language(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    html, _ = drawn()
    assert 'viewBox="0 0 3000 2000"' in html
    assert 'width="3000"' in html


def test_a_layer_is_a_switch_with_its_count():
    layers = [Layer("tag", "price tags", 11, "warning"), Layer("gap", "gaps", 1, is_on=False)]
    html = render_to_string("core/viewer_layers.html", {"layers": layers})
    assert html.count('type="checkbox"') == 2
    assert html.count(" checked") == 1
    assert "price tags <small>11</small>" in html
