"""Registration books in the workbench. A label has a line for each field: ``key: value``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.engines import Pixels, TextLine, VisionEngine
from core.errors import InvalidInput
from core.evaluation import Case
from core.vision_settings import VisionSettings
from core.workbench.labels import bounded, sample_of
from core.workbench.offers import Answer, Bench, Folder, Mark, Sample, Sight, Unread
from ocr_docs.book.lists import KEYS
from ocr_docs.findings import Fields
from ocr_docs.workbench.reading import PERMISSION

LABELS = "labels.json"


class Books(Bench):
    title = _("Registration book")
    permission = PERMISSION
    hint = _(
        "A line for each field that is filled in, as “key: value”, such as “color: ขาว”. "
        "Leave out fields that are blank."
    )
    lines = 18
    settings = "ocr_docs.models.OcrSettings"
    max_output_tokens = 1600

    def look(self, pixels: Pixels) -> Sight:
        from core.engines.loading import text_engine, thai_engine
        from ocr_docs.documents.vehicle_registration import read_book
        from ocr_docs.findings import Readers
        from ocr_docs.overhearing import Overheard

        thai = Overheard(thai_engine())
        fields = read_book(pixels, Readers(text=text_engine(), thai=thai))
        return _Sight(pixels, fields, thai.lines)

    def checked(self, label: str) -> str:
        values = fields_of(bounded(label))
        if not values:
            raise InvalidInput("Write at least one field as “key: value”.")
        return label_of(values)

    def cases(self, name: str, label: str, answer: Answer | None, seconds: float) -> Iterable[Case]:
        from ocr_docs.book.spelling import normal

        marks = {mark.key: mark for mark in answer.marks} if answer else {}
        for key, value in fields_of(label).items():
            mark = marks.get(key)
            got, sure = (mark.value, mark.confidence or 0.0) if mark else ("", 0.0)
            yield Case(f"{name}:{key}", normal(value), normal(got), sure, seconds)

    def folder(self, samples: Iterable[Sample]) -> Iterator[tuple[str, bytes]]:
        images = []
        for sample in samples:
            image = f"images/{sample.name}{sample.ending}"
            images.append(_entry(image, sample))
            yield image, sample.data
        text = json.dumps({"images": images}, ensure_ascii=False, indent=1)
        yield LABELS, text.encode()

    def samples(self, folder: Folder) -> Iterator[Sample | Unread]:
        try:
            images = json.loads(folder.text(LABELS))["images"]
            entries = [(str(one["image"]), one) for one in images if one.get("fields")]
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            message = "labels.json is not one of registration books."
            raise InvalidInput(message, detail=type(error).__name__) from error
        for image, one in entries:
            try:
                values = {key: str(truth["value"]) for key, truth in one["fields"].items()}
                note = str(one.get("note", ""))
                yield sample_of(folder, image, self.checked(label_of(values)), note)
            except InvalidInput as error:
                yield Unread(image, error.message)
            except (LookupError, TypeError, AttributeError):
                yield Unread(image, "Its fields are not as they should be.")


def fields_of(label: str) -> dict[str, str]:
    """Key -> value. Raises InvalidInput for a line that is none of a book."""
    values: dict[str, str] = {}
    for line in filter(None, map(str.strip, label.splitlines())):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or key not in KEYS:
            raise InvalidInput(f"“{line[:60]}” does not begin with the key of a field and a colon.")
        if value:
            values[key] = " ".join(value.split())
    return values


def label_of(values: dict[str, str]) -> str:
    """The fields in the book's order; keys that no book has come last, to be refused."""
    known = [key for key in KEYS if key in values]
    keys = known + [key for key in values if key not in KEYS]
    return "\n".join(f"{key}: {' '.join(values[key].split())}" for key in keys)


def _entry(image: str, sample: Sample) -> dict[str, Any]:
    """As ``render_specimens`` writes it. Where fields lie was not labelled: no quads."""
    fields = {key: {"value": value, "quads": []} for key, value in fields_of(sample.label).items()}
    about = {"kind": "example", "way": "photo", "damage": "unknown"}
    return {"image": image, **about, "note": sample.note, "fields": fields}


@dataclass(frozen=True, slots=True)
class _Sight:
    pixels: Pixels
    fields: Fields
    lines: Sequence[TextLine]

    def local(self) -> Answer:
        return _answer(self.fields)

    def helped(self, engine: VisionEngine, row: VisionSettings) -> Answer:
        """As ``ocr_docs.model_reading`` does for a request, without its deadline and budget."""
        from ocr_docs.book.completing import better
        from ocr_docs.book.grounding import grounded
        from ocr_docs.book.model_help import RULES, doubtful, question, schema
        from ocr_docs.model_pictures import page_pictures

        asked = doubtful(self.fields)
        if not asked:
            return _answer(
                self.fields, "All fields were read surely here: the model was not asked."
            )
        said = engine.ask(
            page_pictures(self.pixels), system=RULES, question=question(asked), schema=schema(asked)
        ).data
        found = grounded(said, self.lines)
        taken = better(self.fields, found)
        count = sum(value is not None for value in said.values())
        notes = (
            f"Asked about {len(asked)} fields, the model named {count}; {len(found)} of these "
            f"were found on the page, {len(taken)} are better."
        )
        return _answer(self.fields | taken, notes)


def _answer(fields: Fields, notes: str = "") -> Answer:
    found = [(key, fields[key]) for key in KEYS if key in fields]
    return Answer(
        headline=f"{len(found)} fields",
        label=label_of({key: field.value for key, field in found}),
        confidence=fmean(field.confidence for _key, field in found) if found else 0.0,
        marks=tuple(
            Mark(key, field.value, field.confidence, field.quads, key=key) for key, field in found
        ),
        notes=notes,
    )
