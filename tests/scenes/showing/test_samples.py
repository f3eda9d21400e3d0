"""The bundled shop: listed exactly, small, and just what its command draws."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image

from scenes.drawing import fonts
from scenes.showing.samples import FOLDER, TRUTH, sample

DRAWN = 2.0
"""How far (of 255) pixels may be off on average: encoders and fonts differ a little."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    call_command("render_shelf_samples", into=folder, stdout=io.StringIO())
    return folder


def test_the_command_draws_exactly_the_committed_files(drawn):
    committed = {path.name for path in FOLDER.iterdir()}
    assert {path.name for path in drawn.iterdir()} == committed
    assert json.loads((drawn / TRUTH).read_text()) == json.loads((FOLDER / TRUTH).read_text())
    for name in committed - {TRUTH}:
        ours, theirs = (np.asarray(Image.open(at / name), float) for at in (FOLDER, drawn))
        assert ours.shape == theirs.shape
        assert np.abs(ours - theirs).mean() < DRAWN, name


def test_the_truth_names_exactly_the_committed_pictures():
    told = sample()
    named = {product.pack_shot for product in told.catalogue} | set(told.photos) | {TRUTH}
    assert named == {path.name for path in FOLDER.iterdir()}


def test_all_samples_together_stay_small_enough_to_be_committed():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_000_000


def test_the_shelf_departs_from_what_is_wanted():
    told = sample()
    known = {product.cid for product in told.catalogue}
    assert {record["sku"] for record in told.planogram} < known
    assert {demand.compliant for demand in told.must_have} == {True, False}
    assert {what for what, _, _ in told.expected.actions} == {"ADD", "REMOVE"}
    assert 0 < told.expected.seen_twice[0] <= told.expected.seen_twice[1]
    assert set(told.expected.prices) < set(told.expected.facings) < known


def test_without_fonts_the_command_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "TAG_FACES", ("NoSuchFace",))
    with pytest.raises(CommandError, match="apt-get install fonts-dejavu"):
        call_command("render_shelf_samples", into=tmp_path)
