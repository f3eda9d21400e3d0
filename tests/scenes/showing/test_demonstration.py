"""The demonstration over real HTTP: master data once, one scene, seven reports judged."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from scenes.models import (
    Brand,
    Display,
    MustHaveRecord,
    PackShot,
    PlanogramRecord,
    ShelfSettings,
    Sku,
    Upload,
)
from scenes.showing.api_client import CallRefused, PanelClient
from scenes.showing.judgement import judged, rows
from scenes.showing.samples import picture, sample
from scenes.showing.shop import stocked
from tests.scenes.showing import knowing

ROWS = (Brand, Display, MustHaveRecord, PackShot, PlanogramRecord, Sku, Upload)


def counted():
    return {model.__name__: model.objects.count() for model in ROWS}


def shown(server, token):
    out = io.StringIO()
    call_command("demo", only="scenes", url=server, key=token, stdout=out)
    return out.getvalue()


def test_all_seven_reports_of_the_sample_are_shown_and_right(worker, server, token):
    told = shown(server, token)
    assert "7 of 7 answers are right" in told
    assert [row.report in told for row in rows(sample())] == [True] * 7
    assert "ADD 2, ADD 2, REMOVE 1" in told


def test_one_product_too_many_makes_it_fail_and_is_named(worker, server, token, monkeypatch):
    short = [row[:] for row in knowing.shelves()]
    short[1].pop(0)
    monkeypatch.setattr(knowing, "shelves", lambda: short)
    out = io.StringIO()
    with pytest.raises(CommandError, match="see the table"):
        call_command("demo", only="scenes", url=server, key=token, stdout=out)
    wrong = [line for line in out.getvalue().splitlines() if "WRONG" in line]
    assert any(line.startswith("FACING_COUNT") and "3 for 4" in line for line in wrong)


def test_a_refused_key_says_what_to_do(server):
    with pytest.raises(CommandError, match=r"credentials\.env"):
        shown(server, "wrong.key")


def test_master_data_entered_twice_are_there_once(client):
    first = stocked(client, sample())
    before = counted()
    assert stocked(client, sample()) == first
    assert counted() == before
    assert before["Sku"] == len(sample().catalogue)
    assert before["PlanogramRecord"] == len(sample().planogram)


def test_what_somebody_changed_is_put_right_again(client):
    shop = stocked(client, sample())
    cid, sku = next(iter(shop.skus.items()))
    PlanogramRecord.objects.all().first().delete()
    other = client.upload(picture(sample().photos[0]), "other.jpg")
    client.put(f"sku/{sku}", {"name": "Somebody's", "image": other})
    stocked(client, sample())
    assert PlanogramRecord.objects.count() == len(sample().planogram)
    product = next(one for one in sample().catalogue if one.cid == cid)
    changed = Sku.objects.get(pk=sku)
    assert (changed.name, changed.pack_shots.count()) == (product.name, 1)
    assert client.photo(changed.image_id) == picture(product.pack_shot)


def test_lists_longer_than_a_page_are_read_to_their_end(client, monkeypatch):
    monkeypatch.setattr("scenes.showing.api_client.PAGE", 2)
    names = [f"Brand {number}" for number in range(5)]
    for name in names:
        client.post("brands", {"name": name})
    assert [row["name"] for row in client.all("brands")] == names


def test_a_refused_call_says_which_and_why(server):
    with pytest.raises(CallRefused, match=r"GET /api/v1.5/sku: HTTP 401 .*detail"):
        PanelClient(server, "none").get("sku")


def test_a_report_that_is_not_ready_in_time_is_wrong():
    judgement = judged(sample(), {"status": "NOT_READY", "report_type": "PANORAMA"}, {})
    assert "not ready in time" in judgement.faults[0]


def test_a_report_in_error_is_wrong_with_its_sentence():
    report = {"status": "ERROR", "report_type": "PANORAMA", "error": "No photo is whole."}
    assert judged(sample(), report, {}).faults == ("No photo is whole.",)


@pytest.mark.parametrize(
    ("name", "answer", "fault"),
    [
        ("FACING_COUNT", [{"sku_id": 1, "count": 2}], "tea: 2 for nothing"),
        ("PRICE_TAGS", [{"sku_id": 1, "price": 9.0}], "tea: 9.0 for nothing"),
        ("SHARE_OF_SPACE", [{"sku_id": 1, "share_of_space": 1.0}], "tea: 1.00 for 0.00"),
        ("MHL_COMPLIANCE", {"records": []}, "nothing for True"),
        (
            "PLANOGRAM_COMPLIANCE",
            {"actions": [{"action": "MOVE", "sku_id": 1, "count": 3}]},
            "not MOVE 3 tea",
        ),
        (
            "REALOGRAM",
            [{"annotations": [{"sku_id": 1, "duplicate": True}]}],
            "1 seen twice, expected",
        ),
        ("PANORAMA", [{"images": [1, 2], "stitched": False, "image": 4}], "expected one, stitched"),
    ],
)
def test_a_wrong_report_says_what_is_wrong(name, answer, fault):
    report = {"status": "READY", "report_type": name, "json": answer}
    faults = judged(sample(), report, {1: "tea"}).faults
    assert any(fault in one for one in faults), faults


def test_the_demonstration_needs_no_settings_saved(server, client):
    ShelfSettings.objects.all().delete()
    assert stocked(client, sample()).display
