"""Benches whose examples are the rows of one labels.csv, as most evaluations read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from core.errors import InvalidInput
from core.evaluation import Case
from core.workbench.offers import Answer, Bench, Folder, Sample, Unread

LABELS = "labels.csv"
MOST_TEXT = 20_000


class CsvBench(Bench):
    """A label is a text; the columns of its row are those of :meth:`row`."""

    columns: tuple[str, ...] = ("image", "truth", "note")

    def checked(self, label: str) -> str:
        return bounded(" ".join(label.split()))

    def row(self, sample: Sample) -> Mapping[str, str]:
        """The row of an example, without its image."""
        return {"truth": sample.label, "note": sample.note}

    def label_of(self, row: Mapping[str, str], folder: Folder) -> str:
        """The label that a row stands for. Raises InvalidInput."""
        return row.get("truth") or ""

    def cases(self, name: str, label: str, answer: Answer | None, seconds: float) -> Iterable[Case]:
        got, sure = (answer.label, answer.confidence) if answer else ("", 0.0)
        yield Case(name, label, got, sure, seconds, answer.notes if answer else "")

    def folder(self, samples: Iterable[Sample]) -> Iterator[tuple[str, bytes]]:
        rows = []
        for sample in samples:
            image = f"images/{sample.name}{sample.ending}"
            rows.append({"image": image, **self.row(sample)})
            yield image, sample.data
        yield LABELS, table(self.columns, rows)

    def samples(self, folder: Folder) -> Iterator[Sample | Unread]:
        for row in rows_of(folder.text(LABELS)):
            image = row.get("image") or ""
            try:
                label = self.checked(self.label_of(row, folder))
                yield sample_of(folder, image, label, row.get("note") or "")
            except InvalidInput as error:
                yield Unread(image, error.message)


def sample_of(folder: Folder, image: str, label: str, note: str) -> Sample:
    """Raises InvalidInput where the folder has no such picture."""
    path = PurePosixPath(image)
    return Sample(path.stem, path.suffix.lower(), folder.data(image), label, note[:300])


def bounded(label: str) -> str:
    """Raises InvalidInput."""
    if len(label) > MOST_TEXT:
        raise InvalidInput(f"The true answer has more than {MOST_TEXT:,} characters.")
    if "\0" in label:
        raise InvalidInput("The true answer holds a character that no print has.")
    return label


def table(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """A CSV in UTF-8 with a head."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(columns))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def rows_of(text: str) -> list[dict[str, str]]:
    """Raises InvalidInput where it is no table with a column "image"."""
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        rows = list(reader)
    except csv.Error as error:
        raise InvalidInput("labels.csv cannot be read as CSV.", detail=str(error)) from error
    if "image" not in (reader.fieldnames or ()):
        raise InvalidInput("labels.csv has no column “image”.")
    return rows
