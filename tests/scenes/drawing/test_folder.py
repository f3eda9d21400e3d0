"""A folder of drawn scenes holds what its labels say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from PIL import Image

from scenes.drawing import fonts


def test_the_command_writes_photos_pack_shots_and_labels(tmp_path: Path):
    call_command("render_scenes", tmp_path, count=2, seed=5, side=320)
    labels = json.loads((tmp_path / "labels.json").read_text())
    assert len(labels["scenes"]) == 2
    known = {sku["sku"] for sku in labels["skus"]}
    for sku in labels["skus"]:
        assert Image.open(tmp_path / sku["pack_shot"]).width == round(4 * sku["width_mm"])
    for scene in labels["scenes"]:
        assert {row["sku"] for row in scene["planogram"]} <= known
        for photo in scene["photos"]:
            size = Image.open(tmp_path / photo["image"]).size
            assert size == (photo["width"], photo["height"])
            assert {facing["sku"] for facing in photo["facings"]} <= known


def test_without_fonts_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fonts, "TAG_FACES", ("NoSuchFace",))
    with pytest.raises(CommandError, match="apt-get install fonts-dejavu"):
        call_command("render_scenes", tmp_path, count=1)
