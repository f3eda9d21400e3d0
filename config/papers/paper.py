"""The shape of a panel's page in the docs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise

from core.papers import Script

ANSWERS = Path(__file__).parent / "answers"
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask for: programs, and the answer that this server's code really gave.

    ``answer`` is the name of a file in ``answers``, without its ending, "" where it is the
    one above. ``uploads``: it works only where ``ACCEPT_UPLOADS`` is on.
    """

    slug: str
    title: Text
    says: Text
    script: Script
    answer: str = ""
    uploads: bool = False

    def answered(self, base: str) -> str:
        """The recorded answer as JSON text, as the server at ``base`` would give it."""
        if not self.answer:
            return ""
        text = (ANSWERS / f"{self.answer}.json").read_text(encoding="utf-8")
        return laid_out(json.loads(text.replace("{base}", base)))


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an answer. ``name`` may be a path: ``data[].numbers.value``."""

    name: str
    kind: Text
    means: Text


@dataclass(frozen=True, slots=True)
class Failure:
    """``status`` is of HTTP, ``code`` what programs branch on, ``says`` goes over the wire."""

    status: int
    code: str
    says: str
    todo: Text


@dataclass(frozen=True, slots=True)
class Limit:
    """``value`` with its unit."""

    name: Text
    value: Text
    beyond: Text = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """``code_in`` says where the code of a failure stands. ``papers`` are files in docs/."""

    slug: str
    panel: str
    title: Text
    lead: Text
    who: Text
    topics: tuple[Topic, ...]
    members: tuple[Member, ...]
    failures: Callable[[], list[Failure]]
    code_in: Text
    limits: Callable[[], list[Limit]]
    papers: tuple[str, ...]


def laid_out(value: object, indent: str = "") -> str:
    """JSON as people read it: what is short stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or len(indent) + len(flat) <= 88:
        return flat
    inner = f"{indent}  "
    if isinstance(value, dict):
        rows = [f"{json.dumps(key)}: {laid_out(item, inner)}" for key, item in value.items()]
        opening, closing = "{", "}"
    else:
        rows = [laid_out(item, inner) for item in value]
        opening, closing = "[", "]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(rows) + f"\n{indent}{closing}"
