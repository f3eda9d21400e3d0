"""Reading catalogues and sources for test_words: without gettext's tools, which few have."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
SOURCES = ("config", "core", "recognition", "ocr_docs", "scenes")
MARKS = {
    "_",
    "said",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}
_ENTRY = re.compile(r'^(msgid_plural|msgid|msgstr(?:\[\d+\])?|msgctxt) (".*")$')
_MARKED = re.compile(r"""\b(?:n?gettext|_)\(\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


def read_po(path: Path) -> dict[str, str]:
    """msgid -> msgstr, the header left out; the plural form counts for a plural."""
    found: dict[str, str] = {}
    entry: dict[str, str] = {}
    field = ""
    for line in [*path.read_text().splitlines(), 'msgid ""']:
        if match := _ENTRY.match(line):
            field = match[1].partition("[")[0]
            if field == "msgid":
                if entry.get("msgid"):
                    found[entry["msgid"]] = entry["msgstr"]
                entry = {}
            entry[field] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            entry[field] += ast.literal_eval(line)
    return found


def marked() -> dict[str, str]:
    """Every text marked for translation -> a file where it stands."""
    found: dict[str, str] = {}
    for path in (ROOT / "templates").rglob("*.html"):
        code = templatize(path.read_text(), origin=path.name)
        for match in _MARKED.finditer(code):
            found[ast.literal_eval(match[1])] = path.name
    for folder in SOURCES:
        for path in (ROOT / folder).rglob("*.py"):
            found |= dict.fromkeys(_in_python(path), path.name)
    return found


def _in_python(path: Path) -> list[str]:
    text = path.read_text()
    if "translation import" not in text and "def _(" not in text:
        return []
    return [
        node.args[0].value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in MARKS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]
