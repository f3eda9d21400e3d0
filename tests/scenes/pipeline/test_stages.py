"""From photos to reports: what every scene goes through."""

from core.models import Job, TimelineRequest
from scenes.models import Brand, Scene, Sku, Upload
from tests.scenes.pipeline import scripted
from tests.scenes.pipeline.conftest import run_job


def test_a_scene_of_two_photos_becomes_its_reports(photo, recognize, drain, report):
    first, second = photo(11, 11, 12), photo(13)
    opened = recognize([first, second], ["FACING_COUNT", "REALOGRAM", "SHARE_OF_SPACE"])
    assert {report(pk)["status"] for pk in opened["reports"].values()} == {"NOT_READY"}
    drain()
    counts = report(opened["reports"]["FACING_COUNT"])
    assert counts["status"] == "READY"
    assert [(row["sku_id"], row["count"]) for row in counts["json"]] == [(11, 2), (12, 1), (13, 1)]
    realogram = report(opened["reports"]["REALOGRAM"])["json"]
    assert [(row["image"], len(row["annotations"])) for row in realogram] == [
        (first, 3),
        (second, 1),
    ]
    assert (
        realogram[0]["annotations"][0] | {"x": 20, "y": 20, "w": 40, "h": 40}
        == (realogram[0]["annotations"][0])
    )
    scene = Scene.objects.get(pk=opened["id"])
    assert scene.state == Scene.State.MERGED
    assert scene.finished_at is not None


def test_every_job_of_a_scene_ends_and_none_is_done_twice(photo, recognize, drain):
    recognize([photo(11), photo(12), photo(13)])
    drain()
    tasks = list(Job.objects.values_list("task", flat=True))
    assert sorted(tasks) == sorted(
        ["scenes.see_photo"] * 3 + ["scenes.merge_views"] + ["scenes.make_report"] * 2
    )
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}
    assert Job.objects.exclude(attempts=1).count() == 0


def test_messages_that_come_again_change_nothing(photo, recognize, drain, report):
    opened = recognize([photo(11)])
    drain()
    before = [report(pk) for pk in opened["reports"].values()]
    for job in Job.objects.all():
        run_job(job)
    assert [report(pk) for pk in opened["reports"].values()] == before
    assert Job.objects.count() == 4


def test_ids_of_facings_differ_in_a_scene(photo, recognize, drain, call):
    opened = recognize([photo(11, 12), photo(11, 13)])
    drain()
    body = call.get(f"scenes/{opened['scene']}/").json()
    ids = [facing["id"] for one in body["photos"] for facing in one["facings"]]
    assert len(ids) == len(set(ids)) == 4


def test_a_photo_that_fails_is_told_and_the_scene_ends_without_it(
    photo, recognize, drain, report, call
):
    good, gone = photo(11, 12), photo(13)
    Upload.objects.get(pk=gone).file.delete(save=False)
    Upload.objects.filter(pk=gone).update(file="2026/01/01/gone.png")
    opened = recognize([gone, good], ["REALOGRAM", "PANORAMA"])
    drain()
    realogram = report(opened["reports"]["REALOGRAM"])
    assert realogram["status"] == "READY"
    assert [(row["image"], len(row["annotations"])) for row in realogram["json"]] == [
        (gone, 0),
        (good, 2),
    ]
    shown = call.get(f"scenes/{opened['id']}").json()["photos"]
    assert [(one["state"], one["error"]) for one in shown] == [
        ("failed", "The photo's file is gone."),
        ("recognised", ""),
    ]


def test_a_scene_whose_photos_all_fail_ends_with_reports_that_say_why(
    photo, recognize, drain, report, settings
):
    settings.SHELF_ENGINES = {**scripted.ENGINES, "see": f"{scripted.__name__}.broken"}
    opened = recognize([photo(11), photo(12)])
    drain()
    assert Scene.objects.get().state == Scene.State.FAILED
    for pk in opened["reports"].values():
        body = report(pk)
        assert body["status"] == "ERROR"
        assert body["error"].startswith("None of the photos could be recognised.")
        assert "json" not in body


def test_a_merge_that_fails_ends_the_scene_too(photo, recognize, drain, report, settings):
    settings.SHELF_ENGINES = {**scripted.ENGINES, "merge": f"{scripted.__name__}.broken"}
    opened = recognize([photo(11)])
    drain()
    assert Scene.objects.get().state == Scene.State.FAILED
    assert report(opened["reports"]["REALOGRAM"])["status"] == "ERROR"


def test_a_report_without_its_master_data_is_an_error_and_the_others_are_not(
    photo, recognize, drain, report
):
    opened = recognize([photo(11)], ["MHL_COMPLIANCE", "PLANOGRAM_COMPLIANCE", "FACING_COUNT"])
    drain()
    for name in ("MHL_COMPLIANCE", "PLANOGRAM_COMPLIANCE"):
        body = report(opened["reports"][name])
        assert (body["status"], "json" in body) == ("ERROR", False)
        assert body["error"]
    assert report(opened["reports"]["FACING_COUNT"])["status"] == "READY"


def test_what_is_not_named_is_counted_as_the_unknown_product(photo, recognize, drain, report):
    opened = recognize([photo(11, (12, 20, 0), (13, 10, 0))], ["FACING_COUNT", "REALOGRAM"])
    drain()
    placeholder = Sku.objects.get(is_placeholder=True)
    assert placeholder.name == "Unknown product"
    rows = report(opened["reports"]["FACING_COUNT"])["json"]
    assert {row["sku_id"]: row["count"] for row in rows} == {11: 1, placeholder.pk: 2}


def test_a_product_of_a_known_brand_stands_under_its_placeholder(photo, recognize, drain, report):
    brand = Brand.objects.create(name="Acme")
    Sku.objects.filter(pk=12).update(brand=brand)
    stands = Sku.objects.create(name="Acme any product", brand=brand, is_placeholder=True)
    opened = recognize([photo((12, 20, 12), (13, 20, 13))], ["FACING_COUNT"])
    drain()
    rows = report(opened["reports"]["FACING_COUNT"])["json"]
    anything = Sku.objects.get(is_placeholder=True, brand=None)
    assert {row["sku_id"]: row["count"] for row in rows} == {stands.pk: 1, anything.pk: 1}


def test_the_same_picture_uploaded_twice_counts_once(photo, recognize, drain, report):
    first, again = photo(11, 12), photo(11, 12)
    assert first != again
    opened = recognize([first, again], ["FACING_COUNT", "REALOGRAM"])
    drain()
    counts = report(opened["reports"]["FACING_COUNT"])["json"]
    assert [(row["sku_id"], row["count"]) for row in counts] == [(11, 1), (12, 1)]
    realogram = report(opened["reports"]["REALOGRAM"])["json"]
    assert [row["image"] for row in realogram] == [first, again]
    assert [a["duplicate"] for row in realogram for a in row["annotations"]] == [
        False,
        False,
        True,
        True,
    ]


def test_a_panorama_is_an_upload_like_any_other(photo, recognize, drain, report, call):
    opened = recognize([photo(11, 12), photo(13)], ["PANORAMA"])
    drain()
    [panorama] = report(opened["reports"]["PANORAMA"])["json"]
    upload = call.get(f"uploads/{panorama['image']}/").json()
    assert (upload["width"], upload["height"]) == (120, 80)
    assert (panorama["width"], panorama["height"]) == (120, 80)
    assert call.get(panorama["url"].removeprefix("http://testserver")).status_code == 200
    assert [one["image"] for one in panorama["images"]] == opened["images"]


def test_no_panorama_is_drawn_where_nobody_asked_for_one(photo, recognize, drain):
    recognize([photo(11), photo(13)], ["FACING_COUNT"])
    drain()
    assert not Scene.objects.get().panoramas.exists()


def test_a_panorama_that_cannot_be_drawn_takes_nothing_away(
    photo, recognize, drain, report, settings
):
    settings.SHELF_ENGINES = {**scripted.ENGINES, "compose": f"{scripted.__name__}.broken"}
    opened = recognize([photo(11), photo(13)], ["FACING_COUNT", "PANORAMA"])
    drain()
    assert report(opened["reports"]["FACING_COUNT"])["status"] == "READY"
    [panorama] = report(opened["reports"]["PANORAMA"])["json"]
    assert (panorama["image"], len(panorama["images"])) == (None, 2)


def test_what_happened_is_in_the_timeline_of_the_request(photo, recognize, drain):
    recognize([photo(11), photo(13)], ["PANORAMA"])
    drain()
    timeline = TimelineRequest.objects.get(pk=Scene.objects.get().timeline_id)
    assert (timeline.answer, timeline.parts) == ("merged", 2)
    steps = list(timeline.steps.values_list("name", flat=True))
    assert steps.count("photo_decode") == steps.count("matching") == 2
    assert {"received", "responded", "merge", "panorama", "report"} <= set(steps)


def test_the_colours_of_promotions_are_a_setting(photo, recognize, drain, shelf):
    recognize([photo(11)])
    drain()
    shelf.promoColours = ["Green "]
    shelf.configure()
    recognize([photo(12)])
    drain()
    usual, chosen = (asked["options"].promo_colours for asked in scripted.asked)
    assert "red" in usual
    assert chosen == ("green",)
