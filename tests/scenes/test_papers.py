"""docs/scenes.md says what the code does: reports, sentences, settings, columns, webhooks."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.admin import site

from core import webhooks
from core.webhook_attempts import GONE, TRY_AGAIN
from core.webhook_signing import headers_for, new_secret
from scenes.api import failures, idempotency
from scenes.api.asking import Country, RecognizeSerializer, ReportTypes
from scenes.api.routes import AUTH_MOUNTS, DATA_MOUNTS, DATA_ROUTES, MOUNTS, ROUTES
from scenes.catalogue_files.columns import NAMES
from scenes.master_data import MustHave, MustHaveList
from scenes.models import Report, ShelfSettings
from scenes.operating.forms import SECRET
from scenes.operating.settings_admin import ShelfSettingsAdmin
from scenes.quality import quality_of
from scenes.realogram import Alternative, Gap, Panorama, Placement, PriceTag, ShelfLine
from scenes.realogram_json import quality_json
from scenes.reports import planogram_compliance
from scenes.reports.registry import ALIASES, REPORTS, VERSION_SUFFIX
from tests.scenes.reports.building import box, master_of, plan_of, scene_of

ROOT = Path(__file__).resolve().parents[2]
PAPER = (ROOT / "docs/scenes.md").read_text(encoding="utf-8")
A, B, C, D = 4101, 4102, 4103, 4104


def section(heading: str) -> str:
    """What stands under a heading, up to the next one."""
    after = PAPER.split(f"\n{heading}\n", 1)[1]
    return re.split(r"^#+ .*$", after, maxsplit=1, flags=re.MULTILINE)[0]


def first_column(text: str) -> list[str]:
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [row.split("|")[1].strip() for row in rows[1:]]


def test_each_report_has_its_heading_and_no_other_is_promised():
    named = re.findall(r"^### ([A-Z_]+)$", PAPER, re.MULTILINE)
    assert named == list(REPORTS)
    assert all(f"`{alias}`" in PAPER for alias in [*ALIASES, VERSION_SUFFIX])


@pytest.fixture(scope="module")
def everything():
    """A scene in which every report has something to say of every kind, and its master data."""
    seen = scene_of({(0, 0): [[A], [A], [B], [D]], (0, 1): [[C]]})
    (photo,) = seen.photos
    first = replace(photo.facings[0], alternatives=(Alternative(B, 0.1),))
    tag = PriceTag(9, box(0, 300), 9.9, (9.9,), "$", False, (("white", 0.8),), "9.90", (first.id,))
    photo = replace(
        photo,
        facings=(first, *photo.facings[1:]),
        shelves=(ShelfLine(photo.facings[0].quad[0], photo.facings[0].quad[1]),),
        gaps=(Gap(box(500, 100), 0),),
        tags=(replace(tag, score=0.9),),
    )
    place = Placement(photo.image, (1.0, 0, 0, 0, 1, 0, 0, 0, 1), 0, 0)
    panorama = Panorama(100, 100, (place,), stitched=True, skipped=(7,))
    plan = plan_of([(0, 0, A, 3, 1), (0, 0, C, 1, 1), (0, 1, B, 1, 1)])
    demands = MustHaveList(1, (MustHave(3, "Tea", (A,)),))
    master = master_of(A, B, C, D, planogram=plan, must_have=demands)
    return replace(seen, photos=(photo,), panoramas=(panorama,)), master


def paths(value, at="") -> set[str]:
    """Every key in ``value``, with where it stands. Items of lists are taken as one."""
    if isinstance(value, dict):
        inner = [paths(item, f"{at}.{key}") for key, item in value.items()]
        return {f"{at}.{key}" for key in value}.union(*inner)
    if isinstance(value, list):
        return set().union(*(paths(item, f"{at}[]") for item in value))
    return set()


@pytest.mark.parametrize("name", REPORTS)
def test_the_example_of_a_report_has_exactly_the_keys_that_the_report_has(name, everything):
    written = re.search(r"```json\n(.*?)```", section(f"### {name}"), re.DOTALL)
    assert written is not None
    made = json.loads(json.dumps(REPORTS[name](*everything)))
    assert paths(json.loads(written[1])) == paths(made)


def texts_raised(module: str, error: str) -> set[str]:
    """The sentences with which ``error`` is raised in a module."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == error]
    return {arg.value for call in named for arg in call.args[-1:] if isinstance(arg, ast.Constant)}


def test_every_reason_why_a_report_cannot_be_made_is_in_the_paper():
    modules = [p.relative_to(ROOT) for p in (ROOT / "scenes/reports").glob("*.py")]
    said = {text for path in modules for text in texts_raised(str(path), "MissingMasterData")}
    assert len(said) == 4
    assert {text for text in said if f"`{text}`" not in PAPER} == set()
    gone = (ROOT / "scenes/recognising/reports.py").read_text()
    assert 'f"This server makes no {report.report_type} any more."' in gone


@pytest.mark.parametrize(
    "module",
    [
        "scenes/services/scenes.py",
        "scenes/services/webhook_addresses.py",
        "scenes/services/reports.py",
    ],
)
def test_every_refusal_of_a_scene_is_in_the_paper(module):
    assert {text for text in texts_raised(module, "Refused") if f"`{text}`" not in PAPER} == set()


def test_sentences_of_the_api_are_in_the_paper():
    said = [
        failures.INTERNAL,
        failures.CONFLICT,
        failures.throttled(20),
        str(idempotency.OtherRequest.default_detail),
        str(idempotency.AtWork.default_detail),
        Country.default_error_messages["invalid_country"],
        ReportTypes.default_error_messages["invalid_choice"].format(asked="X"),
    ]
    assert [text for text in said if f"`{text}`" not in PAPER] == []


def test_every_field_of_recognize_is_in_the_paper():
    told = " ".join(first_column(PAPER.split("`POST /recognize` takes:")[1].split("\n\n")[1]))
    told += PAPER.split("`POST /recognize` takes:")[1].split("Unknown fields")[0]
    assert [name for name in RecognizeSerializer().fields if f"`{name}`" not in told] == []


def test_every_status_is_in_the_paper():
    assert all(f"`{status}`" in PAPER for status in Report.Status.values)
    told = first_column(section("### PLANOGRAM_COMPLIANCE"))
    code = Path(planogram_compliance.__file__).read_text()
    assert {name.strip("`") for name in told} == set(
        re.findall(r'"([A-Z_]+)"', code.split("def _status")[1])
    )


def test_the_problems_of_a_photo_are_in_the_paper():
    code = Path(quality_of.__code__.co_filename).read_text()
    problems = re.findall(r'^        \("([a-z]+)", ', code, re.MULTILINE)
    assert len(problems) == 4
    assert all(f"`{problem}`" in PAPER for problem in problems)


def test_the_parts_of_a_quality_are_in_the_paper():
    from scenes.realogram import Quality

    parts = quality_json(Quality(1.0, 0.5, 0.0, 0.0))
    assert parts is not None
    assert all(f"`{part}`" in PAPER for part in parts)


def test_the_settings_table_names_every_setting_with_its_default():
    shown = [
        name
        for _, group in ShelfSettingsAdmin(ShelfSettings, site).fieldsets[:3]
        for name in group["fields"]
        if name in {field.name for field in ShelfSettings._meta.get_fields()} or name == SECRET
    ]
    titles = {str(ShelfSettings._meta.get_field(name).verbose_name) for name in shown}
    assert set(first_column(section("## Settings"))) == titles | {"engines"}
    row = ShelfSettings()
    for title, value in [
        ("default reports", ", ".join(row.defaultReports)),
        ("confidence threshold", str(row.confidenceThreshold)),
        ("requests per minute", str(row.requestsPerMinute)),
        ("photos in a scene", str(row.photoLimit)),
        ("keep scenes (days)", str(row.retentionDays)),
        ("webhook format", str(row.webhookFormat)),
        ("share of space is of", str(row.shareDenominator)),
        ("engines", str(row.engines)),
    ]:
        assert f"| {title} | {value} |" in PAPER


def test_the_columns_of_an_import_are_in_the_paper_in_their_order():
    told = first_column(PAPER.split("what changed. Columns:")[1].split("**Planograms.**")[0])
    assert [name.strip("`") for name in told] == list(NAMES)


def spelled(wait: timedelta) -> str:
    seconds = int(wait.total_seconds())
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def test_the_schedule_of_webhooks_is_the_one_in_the_paper():
    *first, last = map(spelled, webhooks.SCHEDULE)
    assert f"sent again after {', '.join(first)} and {last};" in PAPER
    assert timedelta(hours=6) == webhooks.LONGEST_WAIT
    assert webhooks.AT_ONCE == 2


def test_what_a_receiver_may_answer_is_in_the_paper():
    rows = section("## Webhooks")
    assert f"| {', '.join(map(str, sorted(TRY_AGAIN)))}, 5xx, " in rows
    assert f"| {GONE} | stopped" in rows


def snippets() -> dict[str, object]:
    """The names that the Python of the webhooks' section defines."""
    found: dict[str, object] = {}
    for code in re.findall(r"```python\n(.*?)```", section("## Webhooks"), re.DOTALL):
        exec(code, found)
    return found


def test_the_paper_s_code_believes_a_webhook_of_ours_and_no_other():
    code, secret, body = snippets(), new_secret(), '{"id": 1}'
    headers = headers_for("msg_1", body, secret=secret)
    assert code["received"](secret, headers, body.encode()) == {"id": 1}
    assert code["is_genuine"](secret, headers, body.encode())
    forged = body.replace("1", "2").encode()
    assert not code["is_genuine"](secret, headers, forged)
    assert not code["is_genuine"](new_secret(), headers, body.encode())
    old = headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) - 600)}
    assert not code["is_genuine"](secret, old, body.encode())
    with pytest.raises(code["WebhookVerificationError"]):
        code["received"](secret, headers, forged)


def test_the_paper_s_own_report_type_is_a_report(everything):
    found: dict[str, object] = {}
    code = re.search(r"```python\n(.*?)```", section("## Your own report types"), re.DOTALL)
    assert code is not None
    exec(code[1], found)
    first, second = found["brand_blocks"](*everything)
    assert first == {"rack_index": 0, "shelf_index": 0, "brands": ["Brand 1", "Brand 0"]}
    assert second["brands"] == ["Brand 1"]


def test_every_path_of_the_panel_is_in_the_integrators_papers():
    told = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    told = told.split("## Shelf scenes")[1].split("\n## ")[0]
    named = {re.sub(r"\{\w+\}", "{}", path) for path in re.findall(r"`([a-z_./{}0-9]+)`", told)}
    served = {re.sub(r"<[^>]*>", "{}", path) for path, _ in (*ROUTES, *DATA_ROUTES)}
    # The documentation's other spelling is named for the list alone.
    assert served - named == {"planograms_records/{}"}
    for mount in (*MOUNTS, *DATA_MOUNTS, *AUTH_MOUNTS):
        assert f"/{mount}" in told


def test_every_evaluation_is_in_the_paper():
    named = set(re.findall(r"manage\.py evaluate ([a-z]+) ", section("## Measuring")))
    assert named == set(apps.get_app_config("scenes").evaluators)
