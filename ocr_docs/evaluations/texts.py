"""Pages of text on a labelled folder, read the way the service reads them."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np

from core import photos
from core.engines.loading import thai_engine
from core.evaluation import Case, labels_of
from ocr_docs.documents.general import read_page


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of a page: its character error rate and the seconds it took."""

    error_rate: float
    seconds: float


class Evaluation:
    """The pages of ``folder``/labels.csv: columns ``image`` and ``truth``.

    White space counts neither in the truth nor in what is read. Where Tesseract is
    installed with its Thai data, it reads each page too, as it comes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows = labels_of(folder)
        self._ours: list[Reading] = []
        self._theirs: list[Reading] = []

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Case]:
        thai, tesseract = thai_engine(), _tesseract()
        for row in self._rows:
            path, truth = self._folder / row["image"], bare(row["truth"])
            start = time.perf_counter()
            page = read_page(photos.from_bytes(path.read_bytes()).pixels(), thai)
            seconds = time.perf_counter() - start
            got = bare(page.text)
            self._ours.append(Reading(error_rate(got, truth), seconds))
            notes = f"{self._ours[-1].error_rate:.2%} of the characters wrong"
            if tesseract:
                self._theirs.append(_by_tesseract(tesseract, path, truth))
                notes += f", {self._theirs[-1].error_rate:.2%} by tesseract"
            surety = fmean(line.confidence for line in page.lines) if page.lines else 0.0
            yield Case(row["image"], truth, got, surety, seconds, notes)

    def report(self) -> list[tuple[str, str]]:
        """Rows for the command: our error rate and time, and Tesseract's on the same pages."""
        rows = _rows_of("", self._ours)
        if self._theirs:
            ratio = _mean_error(self._ours) / max(_mean_error(self._theirs), 1e-6)
            rows += _rows_of(", tesseract", self._theirs)
            rows.append(("error rate against tesseract's", f"{ratio:.2f}"))
        return rows


def bare(text: str) -> str:
    """``text`` without white space."""
    return "".join(text.split())


def error_rate(got: str, truth: str) -> float:
    """Levenshtein distance in characters, as a share of the truth's length."""
    goal = np.array([ord(letter) for letter in truth])
    places = np.arange(len(truth) + 1)
    costs = places
    for count, letter in enumerate(got, 1):
        changed = np.minimum(costs[1:] + 1, costs[:-1] + (goal != ord(letter)))
        fresh = np.concatenate(([count], changed))
        # What is left out of the truth costs one each: the least over all places before.
        costs = np.minimum.accumulate(fresh - places) + places
    return float(costs[-1]) / max(len(truth), 1)


def _tesseract() -> str | None:
    """The program's path where it reads Thai."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    return program if "tha" in known.stdout.split() else None


def _by_tesseract(program: str, path: Path, truth: str) -> Reading:
    start = time.perf_counter()
    command = [program, str(path), "-", "-l", "tha"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - an operator's own folder
    return Reading(error_rate(bare(done.stdout), truth), time.perf_counter() - start)


def _mean_error(readings: list[Reading]) -> float:
    return fmean(reading.error_rate for reading in readings)


def _rows_of(whose: str, readings: list[Reading]) -> list[tuple[str, str]]:
    if not readings:
        return []
    return [
        (f"character error rate{whose}", f"{_mean_error(readings):.2%}"),
        (f"seconds per page{whose}", f"{fmean(reading.seconds for reading in readings):.2f}"),
    ]
