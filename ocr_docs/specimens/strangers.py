"""Papers that are no registration book, as people send them by mistake: all invented. Pure.

Some are about vehicles and carry a few of the book's own words.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from core.engines import Pixels
from ocr_docs.book.lists import PROVINCES
from ocr_docs.specimens import names, numbers
from ocr_docs.specimens.chance import between, chance, digits, pick
from ocr_docs.specimens.sheet import Specimen
from ocr_docs.specimens.things import THINGS
from ocr_docs.specimens.typed import page_of
from ocr_docs.specimens.vehicles import SORTS, vehicle

_PHRASES = (
    "ด้วยทางหน่วยงานมีความประสงค์จะขอเชิญท่านเข้าร่วมประชุม",
    "ตามที่ได้ตกลงกันไว้เมื่อวันที่ผ่านมา บัดนี้การดำเนินงานได้แล้วเสร็จ",
    "จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการต่อไป",
    "ทั้งนี้ ขอให้ท่านแจ้งผลการพิจารณาภายในเจ็ดวันทำการ",
    "ฝนตกหนักในหลายพื้นที่ ทำให้การเดินทางล่าช้ากว่ากำหนด",
    "สินค้าชำรุดสามารถเปลี่ยนคืนได้ภายในสามสิบวัน",
    "โปรดเก็บเอกสารฉบับนี้ไว้เป็นหลักฐาน",
    "ผู้เช่าตกลงชำระค่าเช่าภายในวันที่ห้าของทุกเดือน",
    "The goods remain the property of the seller until paid in full.",
    "Please keep this letter for your records and reply within 14 days.",
)
Rows = list[tuple[str, str]]


def draw_stranger(seed: int, number: int, dpi: int) -> Specimen:
    """The ``number``-th kind of picture that shows no book, with no fields."""
    rng = np.random.default_rng(seed)
    makers: list[Callable[[Generator, int], Pixels]] = [*THINGS, *_PAPERS]
    return Specimen("other", makers[number % len(makers)](rng, dpi), {})


def _empty(rng: Generator, dpi: int) -> Pixels:
    return page_of(rng, dpi, (8.27, 11.69), 12).sheet.pixels


def _letter(rng: Generator, dpi: int) -> Pixels:
    page = page_of(rng, dpi, (8.27, 11.69), 14)
    page.centred(pick(rng, ("บันทึกข้อความ", "หนังสือรับรอง", "ประกาศ", "NOTICE")))
    page.line(numbers.date(rng, 2566), 0.55)
    page.line(f"เรียน {names.person(rng)}")
    for _ in range(int(rng.integers(8, 22))):
        page.line(pick(rng, _PHRASES))
    page.line(f"({names.person(rng)})", 0.55)
    return page.sheet.pixels


def _invoice(rng: Generator, dpi: int) -> Pixels:
    page = page_of(rng, dpi, (8.27, 11.69), 12)
    page.centred(names.company(rng))
    page.line(names.address(rng, _province(rng)))
    page.centred(pick(rng, ("ใบกำกับภาษี / TAX INVOICE", "ใบแจ้งหนี้", "ใบเสนอราคา", "ใบส่งของ")))
    page.row("เลขที่", f"IV{digits(rng, 8)}")
    page.row("วันที่", numbers.date(rng, 2567))
    page.row("ลูกค้า", names.person(rng))
    page.rule()
    for number in range(1, int(rng.integers(4, 12))):
        price = f"{between(rng, 20, 9000):,.2f}"
        page.row(
            f"{number}. {pick(rng, ('สกรู', 'น้ำมันเครื่อง', 'ค่าแรง', 'สายไฟ', 'ยางนอก'))}",
            price,
            0.07,
            0.75,
        )
    page.rule()
    page.row("รวมทั้งสิ้น", f"{between(rng, 900, 90000):,.2f} บาท", 0.45, 0.7)
    return page.sheet.pixels


def _receipt(rng: Generator, dpi: int) -> Pixels:
    page = page_of(rng, dpi, (3.2, 6.5), 10)
    page.centred("ใบเสร็จรับเงิน", 1.2)
    for _ in range(int(rng.integers(6, 14))):
        page.row(
            pick(rng, ("กาแฟเย็น", "ข้าวผัด", "น้ำดื่ม", "ขนมปัง")),
            f"{between(rng, 10, 300):.2f}",
            0.06,
            0.7,
        )
    page.row("รวม", f"{between(rng, 100, 900):.2f}", 0.06, 0.7)
    return page.sheet.pixels


def _card(rng: Generator, dpi: int) -> Pixels:
    """The shape and the words of an identity card or a driving licence."""
    dpi = max(dpi, 300)
    page = page_of(rng, dpi, (3.37, 2.13), 8, pick(rng, ((206, 226, 240), (232, 226, 206))))
    licence = chance(rng, 0.5)
    page.centred("ใบอนุญาตขับรถยนต์ส่วนบุคคล" if licence else "บัตรประจำตัวประชาชน", 1.1)
    page.line(numbers.grouped(numbers.identity(rng)), 0.3)
    page.row("ชื่อ", names.person(rng), 0.06, 0.25)
    page.row("เกิดวันที่", numbers.date(rng, 2530), 0.06, 0.3)
    page.row("ที่อยู่", names.address(rng, _province(rng)), 0.06, 0.2)
    page.row("วันออกบัตร", numbers.date(rng, 2565), 0.06, 0.35)
    height, width = page.sheet.pixels.shape[:2]
    page.sheet.pixels[
        round(0.5 * height) : round(0.92 * height), round(0.76 * width) : round(0.95 * width)
    ] //= 2
    return page.sheet.pixels


def _vehicle_rows(rng: Generator) -> Rows:
    """What such papers say of a vehicle, now in the book's words and now in others."""
    car = vehicle(rng, SORTS[int(rng.integers(len(SORTS)))], 2018)
    plate = numbers.plate(rng, motorcycle=False, lorry=False)
    return [
        (pick(rng, ("ยี่ห้อรถ", "ยี่ห้อ", "ชื่อรถยนต์/รุ่น")), car["brand_car"]),
        (pick(rng, ("เลขทะเบียน", "ทะเบียนรถ", "หมายเลขทะเบียน")), f"{plate} {_province(rng)}"),
        (pick(rng, ("เลขตัวรถ", "เลขตัวถัง", "หมายเลขตัวถัง")), car["car_number"]),
        (pick(rng, ("สี", "สีรถ")), car["color"]),
        (pick(rng, ("เลขเครื่องยนต์", "ขนาดเครื่องยนต์", "ซีซี")), car.get("engine_size", "-")),
    ]


def _insurance(rng: Generator, dpi: int) -> Pixels:
    page = page_of(rng, dpi, (8.27, 11.69), 12)
    page.centred(f"{names.company(rng)}")
    page.centred(pick(rng, ("ตารางกรมธรรม์ประกันภัยรถยนต์", "กรมธรรม์คุ้มครองผู้ประสบภัยจากรถ")))
    rows = [("ผู้เอาประกันภัย", names.person(rng)), ("ที่อยู่", names.address(rng, _province(rng)))]
    rows += _vehicle_rows(rng)
    rows += [
        ("เริ่มต้นวันที่", numbers.date(rng, 2567)),
        ("เบี้ยประกันภัย", f"{between(rng, 600, 20000):,.2f}"),
    ]
    for label, value in rows:
        page.row(label, value)
        page.rule()
    return page.sheet.pixels


def _sale(rng: Generator, dpi: int) -> Pixels:
    page = page_of(rng, dpi, (8.27, 11.69), 14)
    page.centred(pick(rng, ("สัญญาซื้อขายรถยนต์", "ใบรับรถ", "หนังสือมอบอำนาจ")))
    page.line(f"ข้าพเจ้า {names.person(rng)} อยู่บ้านเลขที่ {names.address(rng, _province(rng))}")
    for label, value in _vehicle_rows(rng):
        page.line(f"{label} {value}", 0.12)
    for _ in range(6):
        page.line(pick(rng, _PHRASES))
    page.line("ลงชื่อ ........................................ ผู้ขาย", 0.4)
    page.line("ลงชื่อ ........................................ ผู้ซื้อ", 0.4)
    return page.sheet.pixels


def _province(rng: Generator) -> str:
    return pick(rng, list(PROVINCES.values()))


_PAPERS = (_empty, _letter, _invoice, _receipt, _card, _insurance, _sale)
