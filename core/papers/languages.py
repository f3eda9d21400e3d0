"""The languages that programs are shown in, in the order of their tabs."""

from __future__ import annotations

from dataclasses import dataclass

from core.papers import Renderer, Script, curl, go, javascript, php, python


@dataclass(frozen=True, slots=True)
class Language:
    """``slug`` names it in pages, ``file`` is what a program may be kept as."""

    slug: str
    title: str
    file: str
    program: Renderer


LANGUAGES = (
    Language("curl", "curl", "call.sh", curl.program),
    Language("python", "Python", "call.py", python.program),
    Language("javascript", "JavaScript", "call.mjs", javascript.program),
    Language("php", "PHP", "call.php", php.program),
    Language("go", "Go", "call.go", go.program),
)


def programs(script: Script, base: str) -> list[tuple[Language, str]]:
    """The script in every language, for the server at ``base``."""
    return [(language, language.program(script, base)) for language in LANGUAGES]
