"""The reports of the sample scene beside the truth: what was found, and what is wrong. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scenes.showing.samples import Sample

SHARE_TOLERANCE = 0.03
"""How far a SKU's share of the width may be from the true one, 0-1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One report of the sample: what it shows, and the answer of one without faults."""

    report: str
    shows: str
    expected: str


@dataclass(frozen=True, slots=True)
class Judgement:
    answer: str
    faults: tuple[str, ...] = ()


def rows(sample: Sample) -> tuple[Row, ...]:
    """The reports in the order in which they are shown."""
    truth = sample.expected
    skus, compliant = len(truth.facings), sum(demand.compliant for demand in sample.must_have)
    return (
        Row("FACING_COUNT", "how many of each product", f"{sample.facings} of {skus} products"),
        Row("REALOGRAM", "where they are, each counted once", f"{sample.facings} on 2 photos"),
        Row("SHARE_OF_SPACE", "who holds how much of the shelf", f"{skus} of {skus} shares"),
        Row("PRICE_TAGS", "what they cost", _of(len(truth.prices), len(truth.prices), "prices")),
        Row(
            "MHL_COMPLIANCE",
            "what must be there",
            _of(compliant, len(sample.must_have), "demands met"),
        ),
        Row("PLANOGRAM_COMPLIANCE", "what to put right", _actions(truth.actions)),
        Row("PANORAMA", "one picture of both photos", "2 photos stitched"),
    )


def judged(sample: Sample, report: Mapping[str, Any], cids: Mapping[int, str]) -> Judgement:
    """What a report of the API is worth. ``cids`` names the sample's SKUs by their ids."""
    if report["status"] == "NOT_READY":
        return Judgement("", ("not ready in time; see scenes.log in the VAR folder",))
    if report["status"] == "ERROR":
        return Judgement("", (str(report["error"]),))
    return _JUDGES[report["report_type"]](sample, report["json"], cids)


def _facing_count(sample: Sample, answer: Any, cids: Mapping[int, str]) -> Judgement:
    found = {_name(row["sku_id"], cids): row["count"] for row in answer}
    said = f"{sum(found.values())} of {len(found)} products"
    return Judgement(said, tuple(_differences(found, sample.expected.facings)))


def _realogram(sample: Sample, answer: Any, cids: Mapping[int, str]) -> Judgement:
    seen = [facing for photo in answer for facing in photo["annotations"]]
    counted = Counter(_name(one["sku_id"], cids) for one in seen if not one["duplicate"])
    twice = len(seen) - counted.total()
    faults = list(_differences(counted, sample.expected.facings))
    least, most = sample.expected.seen_twice
    if not least <= twice <= most:
        faults.append(f"{twice} seen twice, expected {least} to {most}")
    return Judgement(f"{counted.total()} on {len(answer)} photos", tuple(faults))


def _share_of_space(sample: Sample, answer: Any, cids: Mapping[int, str]) -> Judgement:
    widths = {
        product.cid: product.size_x_mm * sample.expected.facings[product.cid]
        for product in sample.catalogue
        if product.cid in sample.expected.facings
    }
    true = {cid: width / sum(widths.values()) for cid, width in widths.items()}
    found = {_name(row["sku_id"], cids): row["share_of_space"] for row in answer}
    wrong = [
        f"{cid}: {found.get(cid, 0):.2f} for {true.get(cid, 0):.2f}"
        for cid in {**true, **found}
        if abs(found.get(cid, 0) - true.get(cid, 0)) > SHARE_TOLERANCE
    ]
    right = sum(abs(found.get(cid, 0) - share) <= SHARE_TOLERANCE for cid, share in true.items())
    return Judgement(f"{right} of {len(true)} shares", tuple(wrong))


def _price_tags(sample: Sample, answer: Any, cids: Mapping[int, str]) -> Judgement:
    truth = sample.expected.prices
    found = {_name(row["sku_id"], cids): row["price"] for row in answer}
    right = sum(found.get(cid) == price for cid, price in truth.items())
    return Judgement(_of(right, len(truth), "prices"), tuple(_differences(found, truth)))


def _must_have(sample: Sample, answer: Any, _: Mapping[int, str]) -> Judgement:
    found = {row["name"]: row["compliant"] for row in answer["records"]}
    truth = {demand.name: demand.compliant for demand in sample.must_have}
    said = _of(sum(found.values()), len(found), "demands met")
    return Judgement(said, tuple(_differences(found, truth)))


def _planogram(sample: Sample, answer: Any, cids: Mapping[int, str]) -> Judgement:
    found = [
        (action["action"], _name(action["sku_id"], cids), action["count"])
        for action in answer["actions"]
    ]
    wanted = sample.expected.actions
    faults = [f"not {_spelled(one)}" for one in found if one not in wanted]
    faults += [f"no {_spelled(one)}" for one in wanted if one not in found]
    return Judgement(_actions(found), tuple(faults))


def _panorama(sample: Sample, answer: Any, _: Mapping[int, str]) -> Judgement:
    count = sum(len(one["images"]) for one in answer)
    together = len(answer) == 1 and answer[0]["stitched"] and count == len(sample.photos)
    if together and answer[0]["image"] is not None:
        return Judgement(f"{count} photos stitched")
    return Judgement(f"{len(answer)} pictures of {count} photos", ("expected one, stitched",))


_JUDGES: Mapping[str, Callable[[Sample, Any, Mapping[int, str]], Judgement]] = {
    "FACING_COUNT": _facing_count,
    "REALOGRAM": _realogram,
    "SHARE_OF_SPACE": _share_of_space,
    "PRICE_TAGS": _price_tags,
    "MHL_COMPLIANCE": _must_have,
    "PLANOGRAM_COMPLIANCE": _planogram,
    "PANORAMA": _panorama,
}


def _differences(found: Mapping[str, Any], true: Mapping[str, Any]) -> Iterator[str]:
    for key in {**true, **found}:
        if found.get(key) != true.get(key):
            yield f"{key}: {found.get(key, 'nothing')} for {true.get(key, 'nothing')}"


def _name(sku: int, cids: Mapping[int, str]) -> str:
    return cids.get(sku, f"SKU {sku}")


def _actions(actions: Any) -> str:
    return ", ".join(f"{what} {count}" for what, _, count in actions) or "nothing"


def _spelled(action: tuple[str, str, int]) -> str:
    what, cid, count = action
    return f"{what} {count} {cid}"


def _of(part: int, whole: int, what: str) -> str:
    return f"{part} of {whole} {what}"
