"""Answers as a page shows them: tones, times, SVG points. Plain data in and out."""

from __future__ import annotations

from typing import Any

from core.workbench.models import Trial

SURE, DOUBTFUL = 0.9, 0.7


def shown_answers(row: Trial) -> list[dict[str, Any]]:
    """What came in so far, with what the page needs to draw it."""
    answers = [_answer(number, answer) for number, answer in enumerate(row.answers)]
    local = answers[0]["answer"] if answers else None
    for one in answers[1:]:
        same = local and one["answer"] and one["answer"]["label"] == local["label"]
        one["differs"] = bool(one["answer"] and local and not same)
    return answers


def tone(confidence: float | None) -> str:
    """How sure a value is, as the name of a colour."""
    if confidence is None:
        return "info"
    if confidence >= SURE:
        return "success"
    return "warning" if confidence >= DOUBTFUL else "danger"


def _answer(number: int, answered: dict[str, Any]) -> dict[str, Any]:
    answer = answered["answer"]
    if answer:
        marks = [_mark(f"{number}-{place}", mark) for place, mark in enumerate(answer["marks"])]
        found = tone(answer["confidence"]) if answer["label"] else "info"
        answer = {**answer, "marks": marks, "tone": found}
    return {**answered, "number": number, "answer": answer, "differs": False}


def _mark(row: str, mark: dict[str, Any]) -> dict[str, Any]:
    points = [" ".join(f"{x},{y}" for x, y in quad) for quad in mark["quads"]]
    return {**mark, "row": row, "points": points, "tone": tone(mark["confidence"])}
