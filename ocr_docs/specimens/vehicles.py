"""What an invented vehicle has in its book's upper page. Pure.

A :class:`Sort` holds what goes together: class, body, weights, wheels, fuels.
"""

from __future__ import annotations

from typing import NamedTuple

from numpy.random import Generator

from ocr_docs.book.lists import CLASSES, COLOURS, FUELS, POSITIONS
from ocr_docs.specimens.chance import between, chance, digits, letters, pick, weighted, words
from ocr_docs.specimens.numbers import chassis, engine, model_code

Values = dict[str, str]


class Sort(NamedTuple):
    """Ranges are inclusive; ``classes`` are numbers of the Motor Vehicle Act."""

    name: str
    likely: float
    classes: tuple[int, ...]
    bodies: tuple[str, ...]
    brands: tuple[str, ...]
    cylinders: tuple[int, ...]
    litres: tuple[float, float]
    power: tuple[int, int]
    weight: tuple[int, int]
    load: tuple[int, int]
    seats: tuple[int, ...]
    wheels: tuple[str, ...]
    fuels: tuple[str, ...]


_TWO_AXLES = ("2 เพลา 4 ล้อ ยาง 4 เส้น",)
_GAS = tuple(fuel for fuel in FUELS if any(gas in fuel for gas in ("LPG", "CNG", "NGV", "แก๊ส")))
_CARS = words(
    "TOYOTA,HONDA,ISUZU,MITSUBISHI,NISSAN,MAZDA,FORD,CHEVROLET,SUZUKI,SUBARU,HYUNDAI,KIA,MG,BMW,"
    "AUDI,VOLVO,MERCEDES BENZ,MERCEDES-BENZ,LEXUS,PORSCHE,MINI,PEUGEOT,VOLKSWAGEN,PROTON,CHERY",
    by=",",
)

SORTS = (
    Sort(
        "car", 5, (1,), ("เก๋งสองตอน", "เก๋งตอนเดียว", "นั่งสองตอน", "เก๋งสองตอนแวน", "นั่งสองตอนแวน"),
        tuple(_CARS), (3, 4, 4, 4, 6), (0.99, 3.5), (60, 340), (850, 2100), (0, 0),
        (4, 5, 5, 5, 7), _TWO_AXLES, ("เบนซิน",) * 6 + ("ดีเซล", "เบนซิน-ไฟฟ้า", *_GAS),
    ),
    Sort(
        "electric", 0.8, (1,), ("เก๋งสองตอน", "นั่งสองตอน", "นั่งสองตอนแวน"),
        ("BYD", "TESLA", "NETA", "MG", "ORA", "AION", "DEEPAL", "VOLVO"), (), (0, 0), (47, 340),
        (1200, 2300), (0, 0), (5,), _TWO_AXLES, ("ไฟฟ้า",),
    ),
    Sort(
        "pickup", 3, (3,),
        ("กระบะบรรทุก", "นั่งสองตอนท้ายบรรทุก", "นั่งตอนเดียวท้ายบรรทุก", "กระบะบรรทุก(มีหลังคา)"),
        ("TOYOTA", "ISUZU", "NISSAN", "MITSUBISHI", "FORD", "MAZDA", "CHEVROLET"), (4,),
        (1.9, 3.2), (85, 213), (1300, 2100), (500, 1300), (2, 3, 4, 5),
        _TWO_AXLES * 4 + ("2 เพลา 6 ล้อ ยาง 6 เส้น",), ("ดีเซล",) * 6 + ("เบนซิน", *_GAS),
    ),
    Sort(
        "van", 1.2, (2, 2, 9, 10, 11),
        ("นั่งสามตอน", "นั่งสามตอนแวน", "ตู้โดยสาร", "ตู้นั่งสี่ตอน", "ตู้นั่งสามตอน"),
        ("TOYOTA", "NISSAN", "HYUNDAI", "ISUZU", "MERCEDES BENZ"), (4, 4, 6), (2.0, 3.5),
        (100, 240), (1800, 2700), (0, 0), (8, 9, 11, 12, 13, 15), _TWO_AXLES,
        ("ดีเซล", "ดีเซล", "เบนซิน", *_GAS),
    ),
    Sort(
        "motorcycle", 4, (12,) * 9 + (17,), ("รถจักรยานยนต์", "จักรยานยนต์"),
        ("HONDA", "YAMAHA", "SUZUKI", "KAWASAKI", "VESPA", "DUCATI", "GPX", "TRIUMPH", "BMW"),
        (1, 1, 1, 2), (0.099, 0.95), (7, 105), (85, 240), (0, 0), (2,),
        ("2 เพลา 2 ล้อ ยาง 2 เส้น",), ("เบนซิน",) * 12 + ("ไฟฟ้า",),
    ),
    Sort(
        "lorry", 1, (3,), ("กระบะบรรทุก", "ตู้บรรทุก", "กระบะบรรทุกพื้นเรียบ", "กระบะบรรทุกยกเท"),
        ("HINO", "ISUZU", "FUSO", "UD", "SCANIA", "VOLVO", "FOTON"), (4, 6), (4.0, 12.9),
        (120, 480), (2500, 12000), (2500, 16000), (2, 3),
        ("2 เพลา 6 ล้อ ยาง 6 เส้น", "3 เพลา 10 ล้อ ยาง 10 เส้น", "4 เพลา 12 ล้อ ยาง 12 เส้น"),
        ("ดีเซล",) * 4 + ("NGV", "CNG/ดีเซล"),
    ),
    Sort(
        "taxi", 0.6, (6, 6, 5, 8, 7), ("เก๋งสองตอน", "สามล้อ", "นั่งสองตอน"),
        ("TOYOTA", "NISSAN", "HONDA", "DAIHATSU"), (3, 4), (0.65, 2.0), (40, 130), (450, 1350),
        (0, 0), (3, 5), (*_TWO_AXLES, "2 เพลา 3 ล้อ ยาง 3 เส้น"), ("เบนซิน", *_GAS),
    ),
    Sort(
        "tractor", 0.4, (13, 15, 14), ("รถแทรกเตอร์",), ("KUBOTA", "YANMAR", "JOHN DEERE"), (3, 4),
        (1.1, 4.5), (24, 110), (900, 3900), (0, 0), (1,), _TWO_AXLES, ("ดีเซล",),
    ),
)  # fmt: skip


def vehicle(rng: Generator, sort: Sort, year: int) -> Values:
    """Everything of the upper page but plate, province and date; absent keys stay blank."""
    brand, code = pick(rng, sort.brands), pick(rng, sort.classes)
    old = year < 1990
    values = {
        "type": CLASSES[code - 1],
        "type_code": str(code),
        "characteristic": pick(rng, sort.bodies),
        "brand_car": brand,
        "model": model_code(rng),
        "year_model": str(year),
        "color": _colour(rng),
        "car_number": chassis(rng, old=old),
        "car_number_position": pick(rng, POSITIONS),
        "type_fuel": pick(rng, sort.fuels),
        "characteristic_drive": pick(rng, sort.wheels),
        "number_of_seat": str(pick(rng, sort.seats)),
    }
    if chance(rng, 0.93):
        values["brand_engine"] = "CUMMINS" if sort.name == "lorry" and chance(rng, 0.1) else brand
    if chance(rng, 0.95):
        values["engine_number"] = engine(rng)
        values["engine_number_position"] = pick(rng, POSITIONS)
    return values | _tank(rng, values["type_fuel"]) | _engine(rng, sort) | _weights(rng, sort)


def _colour(rng: Generator) -> str:
    count = weighted(rng, {1: 6.0, 2: 3.0, 3: 0.5})
    return " ".join(str(colour) for colour in rng.choice(COLOURS, count, replace=False))


def _tank(rng: Generator, fuel: str) -> Values:
    """Only vehicles that burn gas have a tank's number, and not in every book."""
    if fuel not in _GAS or chance(rng, 0.2):
        return {"gas_number": "-"} if chance(rng, 0.08) else {}
    return {"gas_number": letters(rng, "ABCDEGKLMST", 2) + digits(rng, int(rng.integers(5, 9)))}


def _engine(rng: Generator, sort: Sort) -> Values:
    values = {}
    if sort.cylinders:
        values["number_of_piston"] = str(pick(rng, sort.cylinders))
        low, high = sort.litres
        volume = 1000 * low * (high / low) ** between(rng, 0, 1)
        decimals = 2 if sort.name == "motorcycle" and chance(rng, 0.6) else 0
        values["engine_size"] = _number(rng, volume, decimals)
    if chance(rng, 0.25 if sort.name == "motorcycle" else 0.92):
        power = between(rng, *sort.power)
        values["horsepower"] = _number(rng, power, 2 if chance(rng, 0.15) else 0)
    return values


def _weights(rng: Generator, sort: Sort) -> Values:
    own = int(rng.integers(*sort.weight) // 5 * 5)
    load = int(rng.integers(sort.load[0], sort.load[1] + 1) // 50 * 50)
    values = {"weight_car": _number(rng, own)}
    if load:
        values["weight_load"] = _number(rng, load)
    if load or chance(rng, 0.5):
        values["weight_all"] = _number(rng, own + load + (0 if load else 75 * sort.seats[0]))
    elif chance(rng, 0.2):
        values["weight_load"] = "-"
    return values


def _number(rng: Generator, number: float, decimals: int = 0) -> str:
    """With a comma between thousands in about half of the cases."""
    comma = "," if chance(rng, 0.5) else ""
    return f"{number:{comma}.{decimals}f}"
