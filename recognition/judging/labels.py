"""Finding the words that name a number, such as "S/N:" or "Lot", in a line of text. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from recognition.evidence import Kind
from recognition.judging.keywords import KINDS, SERIAL, WEAK_SERIAL


@dataclass(frozen=True, slots=True)
class Label:
    """A naming word in a line: ``line[start:end]``, with the punctuation that follows it.

    ``weak`` words, such as a bare "No.", name a serial number on a nameplate only.
    """

    kind: Kind
    words: str
    start: int
    end: int
    weak: bool = False


_SEPARATOR = r"[\s.:：;,_/\\#()*№°º'’`=\-–—>|\]\[]"
_NUMBER_WORD = r"(?:no|nr|num|number|nbr|#|№|n°|nº)"


@lru_cache(maxsize=4096)
def labels_in(line: str) -> tuple[Label, ...]:
    """All labels of ``line`` from left to right; at one place the longest wins."""
    folded, origin = _folded(line)
    found: list[Label] = []
    at = 0
    for word in _WORD_START.finditer(folded):
        pattern = _PATTERNS.get(word[0])
        if word.start() < at or pattern is None:
            continue
        match = pattern.match(folded, word.start())
        if match is None or _is_part_of_a_value(folded, match):
            continue
        kind, weak = _meaning(match)
        if weak and not _stands_alone(folded, match):
            continue
        if found and found[-1].end == origin[match.start()] and _opens_a_value(folded, match):
            continue
        at = match.end()
        start, end = origin[match.start()], origin[match.end()]
        found.append(Label(kind, line[start:end].strip(_TRIMMED), start, end, weak))
    return tuple(found)


def leads_on(line: str, label: Label) -> bool:
    """Whether ``label`` may name a value that stands elsewhere, on the right or below.

    So do lines of labels and nothing else, and a serial label that ends its line;
    "Electronic meter" or "Plan 9" do not.
    """
    if label.end == len(line) and label.kind is Kind.SERIAL and not label.weak:
        return True
    rest = line
    for other in reversed(labels_in(line)):
        rest = rest[: other.start] + rest[other.end :]
    return not re.search(r"\w{3,}", rest)


def _folded(line: str) -> tuple[str, list[int]]:
    """``line`` without case and accents, and the place in ``line`` of every character of it."""
    folded, origin = [], []
    for index, character in enumerate(line):
        for piece in _plain(character):
            folded.append(piece)
            origin.append(index)
    return "".join(folded), [*origin, len(line)]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text) if text not in "№°º" else text
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _keyword(words: str) -> str:
    """A keyword as a pattern: blanks and punctuation within it may be other ones, or missing."""
    pieces = re.split(r"[\s.\-/']+", "".join(_plain(c) for c in words))
    return rf"{_SEPARATOR}{{0,3}}".join(re.escape(piece) for piece in pieces if piece)


def _alternatives(table: str) -> list[str]:
    return [words.strip() for row in table.strip().splitlines() for words in row.split("|")]


def _all_keywords() -> list[tuple[str, str]]:
    """(group name, keyword), the longest first: regular expressions take the first that fits."""
    tables = {"strong": SERIAL, "weak": WEAK_SERIAL, **{str(k): t for k, t in KINDS.items()}}
    rows = [(name, word) for name, table in tables.items() for word in _alternatives(table) if word]
    return sorted(rows, key=lambda row: -len(re.sub(r"[\s./\-]", "", row[1])))


def _compiled() -> tuple[dict[str, re.Pattern[str]], dict[str, str]]:
    """A pattern for each first character (ten times faster than one for all), and group names."""
    groups: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    for number, (name, word) in enumerate(_all_keywords()):
        groups[f"k{number}"] = name
        pattern = _keyword(word)
        parts.setdefault(_plain(word)[0], []).append(f"(?P<k{number}>{pattern})")
    # Readers take the slash of S/N for a letter; with a colon behind it nothing else is meant.
    groups["misread"] = "strong"
    parts["s"].append(r"(?P<misread>s[il1|!]n(?=\s*[:#]))")
    after = rf"(?:{_SEPARATOR}{{0,3}}{_NUMBER_WORD}(?![^\W_]))?{_SEPARATOR}{{0,4}}"
    patterns = {first: re.compile(f"(?:{'|'.join(p)}){after}") for first, p in parts.items()}
    return patterns, groups


_WORD_START = re.compile(r"(?<![^\W_])[\w№]")
_TRIMMED = " :=#.-([|"
_PATTERNS, _GROUPS = _compiled()


def _meaning(match: re.Match[str]) -> tuple[Kind, bool]:
    name = _GROUPS[str(match.lastgroup)]
    if name in ("strong", "weak"):
        return Kind.SERIAL, name == "weak"
    return Kind(name), False


def _is_part_of_a_value(folded: str, match: re.Match[str]) -> bool:
    """Letters that go on without a break are no label: "SN123456" and "Typewriter" are values.

    Long words and words with a number sign may touch their value ("SERIALNO12345").
    """
    word = match[str(match.lastgroup)]
    whole = match[0]
    following = folded[match.end() : match.end() + 1]
    if not following or not following.isalnum():
        return False
    if re.search(r"[^\W\d_]/$", whole) and following.isalpha():
        return True  # a unit, as in "rev/kWh"
    if whole[-1:] != word[-1:] or re.search(r"[^\w]$", whole):
        return False
    if not following.isascii() or not word.isascii():
        return False
    if following.isdigit():
        return len(re.sub(r"\W", "", word)) < 5 and not re.search(r"\W", word) and word != "no"
    return True


def _opens_a_value(folded: str, match: re.Match[str]) -> bool:
    """Behind a label, a word that a hyphen ties to more is the value's own: "S/N: SN-4711"."""
    return match[0].endswith("-") and folded[match.end() : match.end() + 1].isalnum()


def _stands_alone(folded: str, match: re.Match[str]) -> bool:
    """A bare "No." counts only where no other word leads to it ("Plan 9, No. 3", "Permit No.")."""
    return not re.search(r"\w[\s,.\-/]{0,3}$", folded[: match.start()])
