"""What damage has removed from the picture is no truth; what it left, however faint, is."""

import json
from dataclasses import replace

import numpy as np
import pytest

from ocr_docs.specimens import folder, legibility
from ocr_docs.specimens.ink import Face
from ocr_docs.specimens.legibility import gone_from, worn_out
from ocr_docs.specimens.pages import draw
from ocr_docs.specimens.sheet import Sheet, Specimen

TEXT = "MRHB7R2F2V8307442"


def paper():
    return np.full((200, 700, 3), 240, np.uint8)


def value(text=TEXT, ink=(20, 20, 20)):
    """A page with a label, and ``text`` as its value."""
    sheet = Sheet(paper(), np.random.default_rng(3), bare=paper())
    sheet.text(20, 120, "เลขตัวรถ", Face("Garuda", 40), (30, 40, 110))
    box = sheet.text(200, 120, text, Face("Loma", 40), ink, is_value=True)
    sheet.value("car_number", text, [box], 40)
    return Specimen("upper", sheet.pixels, sheet.fields, sheet.bare)


def veiled(page, columns, share):
    """``page`` with ``share`` of what the paper does not show taken away in ``columns``."""

    def less(pixels):
        pixels = pixels.astype(np.float32)
        pixels[:, columns] += (240 - pixels[:, columns]) * share
        return np.rint(pixels).astype(np.uint8)

    return replace(page, pixels=less(page.pixels), bare=less(page.bare))


def letter_at(page, share):
    """The columns of one letter's width, ``share`` of the way along the value."""
    ((left, *_),) = page.fields["car_number"].quads
    start = round(left.x + share * (page.fields["car_number"].quads[0][1].x - left.x))
    return slice(start, start + 34)


EVERYWHERE = slice(0, 700)


def test_a_page_without_its_values_has_all_else():
    page = value()
    quad = page.fields["car_number"].quads[0]
    left = round(quad[0].x)
    assert np.array_equal(page.pixels[:, :left], page.bare[:, :left])
    assert (page.bare[:, left:] == 240).all()


@pytest.mark.parametrize("share", [0.0, 0.5, 0.8])
def test_a_faint_value_that_can_be_read_stays(share):
    page = value()
    assert gone_from(page, veiled(page, EVERYWHERE, share)) == ()


def test_a_value_bleached_to_the_paper_goes():
    page = value()
    assert gone_from(page, veiled(page, EVERYWHERE, 0.95)) == ("car_number",)


def test_a_value_of_which_one_letter_has_gone_goes():
    page = value()
    assert gone_from(page, veiled(page, letter_at(page, 0.5), 1.0)) == ("car_number",)
    assert gone_from(page, veiled(page, letter_at(page, 0.5), 0.8)) == ()


def test_what_covers_a_letter_hides_it_only_where_nothing_shows_through():
    page = value()
    part = letter_at(page, 0.4)

    def under(cover):
        sides = (page.pixels.copy(), page.bare.copy())
        for side in sides:
            side[:, part] = cover(side[:, part])
        return replace(page, pixels=sides[0], bare=sides[1])

    assert gone_from(page, under(lambda seen: (seen * 0.5).astype(np.uint8))) == ()
    assert gone_from(page, under(lambda seen: seen * 0 + 9)) == ("car_number",)


def test_a_clean_page_keeps_all_its_values():
    page = draw(11, "upper", 150)
    seen, gone = worn_out(page, "none", "scan", np.random.default_rng(1))
    assert gone == ()
    assert seen.fields == page.fields


@pytest.mark.parametrize("way", ["scan", "photo"])
def test_the_same_damage_befalls_the_page_and_its_bare_twin(way, monkeypatch):
    page = draw(11, "upper", 150)
    seen = []
    whole = legibility.damaged
    monkeypatch.setattr(legibility, "damaged", lambda *a: seen.append(whole(*a)) or seen[-1])
    found, gone = worn_out(page, "medium", way, np.random.default_rng(5))
    page_seen, bare_seen = seen
    assert set(found.fields) | set(gone) == set(page.fields)
    apart = np.abs(page_seen.pixels.astype(int) - bare_seen.pixels).max(axis=2) > 40
    inside = np.zeros(apart.shape, bool)
    for printed in page_seen.fields.values():
        for quad in printed.quads:
            x, y = np.array(quad).T
            inside[int(y.min()) - 6 : int(y.max()) + 6, int(x.min()) - 6 : int(x.max()) + 6] = True
    assert apart.any()
    assert not apart[~inside].any()


def test_the_truth_file_names_what_was_left_out(tmp_path, monkeypatch):
    def half(page, *_):
        first, *_ = page.fields
        return replace(page, fields={k: v for k, v in page.fields.items() if k != first}), (first,)

    monkeypatch.setattr(folder, "worn_out", half)
    list(folder.write(tmp_path, folder.Order(count=1, others=0, seed=5, damage="none", dpi=150)))
    (book,) = json.loads((tmp_path / "labels.json").read_text(encoding="utf-8"))["images"]
    assert len(book["illegible"]) == 1
    assert book["illegible"][0] not in book["fields"]
    assert book["fields"]
