"""The project as a whole: what its papers promise is there, and nothing leads off-site."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

from core import errors
from ocr_docs.book.lists import KEYS
from ocr_docs.wording import GENERATIONS, Fault, Problem, Words
from recognition import wire

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "core", "recognition", "ocr_docs", "scenes")
CODE = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
PAPERS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
PAGES = [
    *(ROOT / "templates").rglob("*.html"),
    *(ROOT / "static").rglob("*.css"),
    *(ROOT / "static").rglob("*.svg"),
]
TEXTS = [
    path
    for path in ROOT.rglob("*")
    if path.suffix in {".py", ".md", ".toml", ".txt", ".html", ".css", ".svg", ".json", ".yaml", ""}
    and path.is_file()
    and not {".git", ".venv", "var", "staticfiles"} & set(path.relative_to(ROOT).parts)
    and not any(part.endswith("_cache") for part in path.parts)
]
# In two parts, so that this file does not name them either.
REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".com"]


def text(name):
    return (ROOT / name).read_text()


def code():
    return "\n".join(path.read_text() for path in CODE)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_requirement_is_pinned_with_a_hash_and_names_no_address(name):
    pins = text(f"requirements/{name}.txt")
    assert pins.count("://") == 0
    for requirement in pins.replace("\\\n", " ").splitlines():
        if requirement.strip() and not requirement.startswith("#"):
            assert re.match(r"[A-Za-z0-9_.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement)


def test_no_file_names_a_package_registry():
    named = [
        str(path.relative_to(ROOT))
        for path in TEXTS
        if any(host in path.read_text(errors="ignore") for host in REGISTRIES)
    ]
    assert named == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_loads_anything_from_elsewhere(path):
    page = path.read_text()
    loaded = (
        r"""(?:src|href|action|data)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//"""
    )
    assert not re.search(loaded, page, re.IGNORECASE)
    assert "@import" not in page


def settings_of_the_environment():
    read = r"""(?:\benv(?:\.\w+)?|\bsecret)\(\s*["']([A-Z_]+)["']"""
    return set(
        re.findall(read, "\n".join(path.read_text() for path in (ROOT / "config").glob("*.py")))
    )


def test_every_setting_of_the_environment_is_in_the_operators_table_and_no_other():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text("docs/operations.md"), re.MULTILINE))
    assert documented == settings_of_the_environment()


def test_what_make_up_reads_is_in_the_operators_papers():
    read = re.findall(r"^\w.*%\(ENV_([A-Z_]+)\)s", text("config/supervisord.conf"), re.MULTILINE)
    for name in set(read) - {"BIN"}:
        assert f"`{name}`" in text("docs/operations.md")


def test_the_example_environment_names_real_settings():
    named = re.findall(r"^# ([A-Z_]+)=", text(".env.example"), re.MULTILINE)
    assert set(named) <= settings_of_the_environment()


def sentences():
    values = vars(wire).items()
    return {value for name, value in values if name.isupper() and isinstance(value, str)}


@pytest.mark.parametrize("sentence", sorted(sentences()))
def test_every_sentence_of_the_wire_is_in_the_integrators_papers(sentence):
    assert f"{sentence}" in text("docs/api.md")


@pytest.mark.parametrize(
    "sentence",
    [
        wire.missing("clientUid"),
        errors.RateLimited.message,
        "The server is busy. Please try again later.",
        "The image is not valid Base64.",
        "The data URI is not Base64.",
        "Invalid parameter: ",
    ],
)
def test_a_sentence_that_comes_from_deeper_is_there_too(sentence):
    assert sentence in text("docs/api.md")
    assert sentence.partition(": ")[0] in code()


def test_every_error_code_in_the_papers_exists_and_every_reason_is_in_the_papers():
    row = next(line for line in text("docs/api.md").splitlines() if line.startswith("| 500 |"))
    documented = set(re.findall(r"`([a-z_]+)`", row))
    raised = set(re.findall(r'"([a-z_]+)"', code()))
    assert documented <= raised
    reasons = set(re.findall(r'\breason="([a-z_]+)"', code()))
    reasons |= set(re.findall(r'"(provider_[a-z]+)"', code()))
    assert reasons - documented <= set(re.findall(r"`([a-z_]+)`", text("docs/operations.md")))


def test_every_code_of_the_documents_panel_is_in_the_integrators_papers():
    words = GENERATIONS["words"]
    said = {words.page(fault, 1) for fault in Fault} | {
        value for value in vars(Words).values() if isinstance(value, Problem)
    }
    documented = set(re.findall(r"`([a-z0-9_]+)`", text("docs/api.md")))
    assert {problem.code for problem in said} | {words.too_large().code} <= documented


def test_every_key_of_a_registration_book_is_in_the_integrators_papers():
    documented = re.findall(r"^\| `([a-z_]+)` \| [^|]*[ก-๙]", text("docs/api.md"), re.MULTILINE)
    assert tuple(documented) == KEYS


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_links_lead_to_files(path):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text())
    missing = [t for t in targets if "://" not in t and not (path.parent / t).exists()]
    assert missing == []


def make_targets():
    return set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_every_make_command_in_the_papers_exists(path):
    named = re.findall(r"(?:^|`|= ?)make ([a-z-]+)", path.read_text(), re.MULTILINE)
    assert set(named) <= make_targets()


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_every_management_command_in_the_papers_exists(path):
    named = re.findall(r"manage\.py ([a-z_]+)", path.read_text())
    assert set(named) <= set(get_commands())


def test_modules_stay_under_three_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in CODE
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) >= 300
    }
    assert long == {}


@pytest.mark.parametrize(
    "name", ["utils", "util", "helpers", "helper", "misc", "manager", "managers", "common"]
)
def test_no_module_has_a_name_that_says_nothing(name):
    assert [path for path in CODE if path.stem == name] == []


def test_every_module_says_what_it_is_for():
    bare = [
        str(path.relative_to(ROOT))
        for path in CODE
        if path.name not in ("__init__.py", "apps.py", "urls.py")
        and "migrations" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert bare == []
