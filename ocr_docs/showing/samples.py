"""The bundled samples and what they must be read as. Pure but for reading its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocr_docs.kinds import Kind

FOLDER = Path(__file__).parents[1] / "samples"
TRUTH = "truth.json"


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of ``truth.json``.

    ``pages`` has an entry for each page: the values of a book by key, ``{"value": …}``
    for a meter, ``{"text": …}`` for a phrase that must stand on a page of text.
    """

    file: str
    kind: Kind
    shows: str
    pages: tuple[dict[str, str], ...]

    @property
    def path(self) -> Path:
        return FOLDER / self.file


def samples(folder: Path = FOLDER) -> tuple[Sample, ...]:
    """Every document that ``truth.json`` in ``folder`` lists, in its order."""
    entries: list[dict[str, Any]] = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    return tuple(
        Sample(entry["file"], Kind(entry["kind"]), entry["shows"], tuple(entry["pages"]))
        for entry in entries
    )
