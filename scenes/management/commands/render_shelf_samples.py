"""Draw the shelf panel's samples anew. Only needed after a change to how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable

from core.showing.sample_command import SampleCommand
from scenes.drawing import fonts
from scenes.showing.drawn_samples import files
from scenes.showing.samples import FOLDER


class Command(SampleCommand):
    help = "Draw the sample shop: pack shots, one scene of two photos, and truth.json."
    folder = FOLDER

    def files(self) -> Iterable[tuple[str, bytes]]:
        fonts.check()
        return files().items()
