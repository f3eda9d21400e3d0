"""The bundled sample photos and what they must be read as. Pure but for reading its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "samples"
TRUTH = "truth.json"


@dataclass(frozen=True, slots=True)
class SamplePhoto:
    """One entry of ``truth.json``.

    ``serial`` is None where the photo shows none, ``status`` the ``recognitionStatus``
    to expect; none of the ``secrets`` may occur anywhere in an answer.
    """

    file: str
    shows: str
    serial: str | None
    status: str
    secrets: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return FOLDER / self.file


def sample_photos(folder: Path = FOLDER) -> tuple[SamplePhoto, ...]:
    """Every photo that ``truth.json`` in ``folder`` lists, in its order."""
    entries = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    return tuple(SamplePhoto(**{**entry, "secrets": tuple(entry["secrets"])}) for entry in entries)
