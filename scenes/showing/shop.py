"""The samples' master data, entered through the API. Doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenes.showing.api_client import PanelClient
from scenes.showing.samples import Product, Sample, picture

_SKUS = ("sku", "sku1", "sku2", "sku3", "sku4", "sku5", "sku6")


@dataclass(frozen=True, slots=True)
class Shop:
    """Ids on the server: of the display, and of each SKU by its cid."""

    display: int
    skus: Mapping[str, int]


def stocked(client: PanelClient, sample: Sample) -> Shop:
    """Catalogue, must-have list, planogram and display as ``sample`` says.

    Raises what the client raises.
    """
    skus = {product.cid: _sku(client, product, sample.title) for product in sample.catalogue}
    must_have = _named(client, "mhl", sample.title)
    planogram = _named(client, "planograms", sample.title)
    demands = [
        {"name": demand.name, **{key: skus[cid] for key, cid in zip(_SKUS, demand.skus)}}  # noqa: B905 - one to seven
        for demand in sample.must_have
    ]
    places = [{**record, "sku": skus[record["sku"]]} for record in sample.planogram]
    _records(client, "mhl_record", {"musthavelist": must_have}, demands)
    _records(client, "planogram_records", {"planogram": planogram}, places)
    about = {"planogram": planogram, "musthavelist": must_have}
    display = _named(client, "displays", sample.title)
    client.put(f"displays/{display}", {"name": sample.title, **about})
    return Shop(display, skus)


def _sku(client: PanelClient, product: Product, chain: str) -> int:
    """The SKU with the product's cid; its pack shot is sent where it is another one."""
    about = {
        "cid": product.cid,
        "name": product.name,
        "brand": _named(client, "brands", product.brand),
        "category": _named(client, "categories", product.category),
        "size_x_mm": product.size_x_mm,
        "size_y_mm": product.size_y_mm,
        "retail_chains": [chain],
    }
    found = client.get("sku", cid=product.cid)["results"]
    shot = picture(product.pack_shot)
    if not found:
        made = client.post("sku", {**about, "image": client.upload(shot, product.pack_shot)})
        return int(made["id"])
    known = found[0]
    if known["image"] is None or client.photo(known["image"]) != shot:
        about["image"] = client.upload(shot, product.pack_shot)
    if any(known[name] != value for name, value in about.items()):
        client.put(f"sku/{known['id']}", about)
    return int(known["id"])


def _named(client: PanelClient, path: str, name: str) -> int:
    """The row of this name, made where there is none."""
    known = next((row for row in client.all(path) if row["name"] == name), None)
    return int((known or client.post(path, {"name": name}))["id"])


def _records(
    client: PanelClient, path: str, of: Mapping[str, int], wanted: Sequence[Mapping[str, Any]]
) -> None:
    """Make ``wanted`` the records of a list, unless they are."""
    known = [row for row in client.all(path) if of.items() <= row.items()]
    if len(known) == len(wanted) and all(
        any(record.items() <= row.items() for row in known) for record in wanted
    ):
        return
    for row in known:
        client.delete(f"{path}/{row['id']}")
    for record in wanted:
        client.post(path, {**of, **record})
