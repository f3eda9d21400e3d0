"""Draw the sample photos anew. Only needed after a change to how they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from core.showing.sample_command import SampleCommand, as_truth
from recognition.drawing.samples import SAMPLES
from recognition.showing.samples import FOLDER, TRUTH

NEEDED = "Install the fonts: apt-get install fonts-liberation fonts-dejavu-core"


class Command(SampleCommand):
    help = "Draw the sample photos and their truth.json."
    folder = FOLDER

    def files(self) -> Iterator[tuple[str, bytes]]:
        for sample in SAMPLES:
            try:
                yield sample.file, sample.render()
            except OSError as error:
                raise OSError(f"{error}. {NEEDED}") from error
        yield TRUTH, as_truth([sample.truth() for sample in SAMPLES])
