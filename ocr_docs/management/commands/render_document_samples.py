"""Draw the documents' samples anew. Only needed after a change to how they are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from core.showing.sample_command import SampleCommand, as_truth
from ocr_docs.showing.samples import FOLDER, TRUTH
from ocr_docs.specimens import fonts
from ocr_docs.specimens.samples import SAMPLES


class Command(SampleCommand):
    help = "Draw the sample documents and their truth.json."
    folder = FOLDER

    def files(self) -> Iterator[tuple[str, bytes]]:
        fonts.check()
        entries = []
        for sample in SAMPLES:
            data, pages = sample.make()
            yield sample.file, data
            entries.append(sample.entry(pages))
        yield TRUTH, as_truth(entries)
