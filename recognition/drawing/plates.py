"""The plates, fronts and doors of the sample photos. Makers and numbers are invented. Pure.

Each function draws one piece of artwork (RGBA), as in ``rendered_labels``.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from core.drawing.surfaces import Canvas, brushed_steel, clouds
from recognition.drawing.sheet import (
    BLACK,
    BOLD,
    MONO,
    NARROW_BOLD,
    SANS,
    SCALE,
    SILVER,
    TYPED,
    WHITE,
    WIDE,
    Sheet,
)


def vin_plate() -> Image.Image:
    """A riveted vehicle plate with a stamped identification number."""
    plate = Sheet(110, 62, paper=(255, 255, 255), radius=3)
    plate.text(55, 10, "QUORVEX TRAILER WORKS", 5, font=BOLD, anchor="ms")
    plate.rule(6, 13, 104, 13, 0.4)
    plate.text(6, 19, "VEHICLE IDENTIFICATION NUMBER", 3, font=SANS)
    plate.text(55, 29, "5YV8T2413PR007381", 7.2, font=MONO, anchor="ms")
    plate.rule(6, 33, 104, 33, 0.4)
    plate.lines(6, 40, ["GVWR  3500 KG", "GAWR 1  1800 KG", "GAWR 2  1800 KG"], 3.6)
    plate.lines(62, 40, ["TYPE  FLATBED T24", "DATE  03/23", "COLOUR  K-114"], 3.6)
    for x in (4, 106):
        for y in (5, 57):
            plate.dot(x, y, 1.8, (120, 120, 120))
    return plate.engraved(_steel(plate, 21), 0.62)


def engraved_plate() -> Image.Image:
    """A machine plate, everything cut into brushed steel."""
    plate = Sheet(90, 56, paper=(255, 255, 255), radius=2)
    plate.text(45, 11, "HALDROM", 7.5, font=WIDE, anchor="ms")
    plate.text(45, 17, "PRECISION LATHES", 3.6, anchor="ms")
    plate.lines(8, 26, ["MODEL", "YEAR", "VOLTS"], 4)
    plate.lines(30, 26, ["HL-360 B", "1997", "400   3 PH   50 HZ"], 4)
    plate.text(8, 48, "SERIAL No.", 4).text(34, 48, "77-30418", 6.4, font=MONO)
    plate.rule(33, 49.6, 80, 49.6, 0.3)
    for x, y in ((4, 4), (86, 4), (4, 52), (86, 52)):
        plate.dot(x, y, 1.6, (90, 90, 90))
    return plate.engraved(_steel(plate, 22), 0.55)


def _steel(sheet: Sheet, seed: int) -> Canvas:
    return brushed_steel(np.random.default_rng(seed), *sheet.size) * 1.12


def pump_plate() -> Image.Image:
    """A German rating plate: Typ, Serien-Nr., Baujahr."""
    plate = Sheet(96, 60, paper=SILVER, radius=2)
    plate.box(0, 0, 96, 12, (30, 58, 110))
    plate.text(48, 8.8, "BRUNNHALD PUMPEN", 6, font=BOLD, ink=WHITE, anchor="ms")
    rows = (
        ("Typ", "KP 65-200/4"),
        ("Serien-Nr.", "4072-118/06"),
        ("Baujahr", "2019"),
        ("Q / H", "42 m³/h   18 m"),
        ("P / n", "4,0 kW   1450 1/min"),
    )
    for row, (name, value) in enumerate(rows):
        y = 19.5 + row * 7.6
        plate.text(5, y, name, 3.6).text(34, y, value, 4.6, font=TYPED)
        plate.rule(33, y + 1.4, 91, y + 1.4, 0.15)
    plate.text(5, 58, "Art.-Nr. 30 118 442    IP55    78 kg", 3.2)
    return plate.printed(8, wear=0.2)


def electricity_meter() -> Image.Image:
    """A meter's face: register, ratings, and its number in a frame."""
    face = Sheet(112, 84, paper=(236, 236, 230), radius=4)
    face.text(56, 11, "ORRINEL E3 STATIC METER", 5, font=BOLD, anchor="ms")
    face.box(20, 17, 72, 17, BLACK, radius=1)
    for place, digit in enumerate("048213"):
        x = 23 + place * 11.4
        face.box(x, 19, 9.4, 13, (150, 32, 28) if place == 5 else (44, 44, 46))
        face.text(x + 4.7, 30, digit, 11, font=BOLD, ink=WHITE, anchor="ms")
    face.text(96, 30, "kWh", 5, font=BOLD)
    face.lines(8, 45, ["3x230/400V  5(80)A  50Hz", "1000 imp/kWh   Cl. B   2021"], 4)
    face.text(8, 66, "No.", 5).text(22, 66, "30418827", 6.6, font=MONO)
    for y in (59, 68.5):
        face.rule(20, y, 62, y, 0.3)
    face.code(8, 71, 50, 8, "30418827")
    face.dot(98, 66, 2, (180, 40, 36)).text(98, 74, "imp", 3, anchor="ms")
    return face.printed(23)


def cabinet() -> Image.Image:
    """A large machine's door with a small sticker on it."""
    label = Sheet(70, 40)
    label.text(4, 7.5, "HALDROM DRIVES", 4.6, font=BOLD)
    label.lines(4, 14, ["Type: FD-55/3", "3x400V  50Hz  55kW", "Order No: 7004412"], 3.4)
    label.text(4, 29, "Serial No.: FD24-08831-K", 4, font=BOLD)
    label.code(4, 31, 48, 5.5, "FD24-08831-K")
    door = Sheet(520, 390, paper=(168, 173, 172), radius=8)
    door.box(30, 150, 12, 60, (58, 60, 62), radius=5).dot(36, 165, 4, (150, 152, 152))
    for row in range(9):
        door.box(310, 40 + row * 11, 160, 5, (92, 96, 97), radius=2.5)
    door.box(200, 60, 56, 48, (216, 176, 30), radius=2)
    door.text(228, 92, "400V", 17, font=BOLD, anchor="ms")
    return door.paste(label.printed(14), 350, 290).printed(15, wear=0)


def container_door() -> Image.Image:
    """The upper right of a container's door: ribs, a locking bar, painted marks."""
    door = Sheet(300, 225, paper=(38, 84, 138), radius=0)
    white = (226, 229, 228)
    door.text(92, 44, "TQVU 417306", 21, font=BOLD, ink=white)
    door.text(232, 44, "2", 21, font=BOLD, ink=white)
    for edges in ((229, 24, 249, 25), (229, 49, 249, 50), (229, 24, 230, 50), (248, 24, 249, 50)):
        door.box(edges[0], edges[1], edges[2] - edges[0], edges[3] - edges[1], white)
    door.text(92, 72, "22G1", 20, font=BOLD, ink=white)
    weights = (("MAX.GROSS", "30.480", "67.200"), ("TARE", "2.220", "4.890"))
    for row, (name, kilograms, pounds) in enumerate(weights):
        y = 98 + row * 26
        door.text(92, y, name, 9, font=NARROW_BOLD, ink=white)
        door.lines(160, y, [f"{kilograms} KGS", f"{pounds} LBS"], 9, font=NARROW_BOLD, ink=white)
    door.lines(92, 158, ["NET    28.260 KGS", "CU.CAP. 33.2 CU.M."], 9, font=NARROW_BOLD, ink=white)
    return _ribbed(door, np.random.default_rng(31))


def _ribbed(door: Sheet, rng: np.random.Generator) -> Image.Image:
    """Corrugation, rust and dirt over the paint, then the locking bar in front of it."""
    width, height = door.size
    x = np.arange(width, dtype=np.float32)[None, :]
    ribs = np.tanh(3.2 * np.sin(x * 2 * np.pi / (34 * SCALE)))
    shading = 1 + 0.10 * np.gradient(ribs[0])[None, :] * 34 + 0.025 * ribs
    dirt = clouds(rng, width, height, width // 9) * 0.14 + clouds(rng, width, height, 9, 1) * 0.05
    pixels = np.asarray(door.picture, dtype=np.float32) * (shading * (1.02 - dirt))[..., None]
    rust = clouds(rng, width, height, width // 30) ** 9 * (clouds(rng, width, height, 14) > 0.45)
    pixels += rust[..., None] * (np.array((120, 62, 34)) - pixels) * 0.9
    for centre in (20, 66):
        _bar(pixels, centre * SCALE, 5 * SCALE)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).convert("RGBA")


def _bar(pixels: Canvas, centre: int, radius: int) -> None:
    """A round steel bar from top to bottom, and its shadow to the right."""
    across = np.linspace(-1, 1, 2 * radius, dtype=np.float32)
    sheen = 60 + 110 * np.sqrt(1 - across**2) * (0.75 - 0.25 * across)
    pixels[:, centre + radius : centre + 2 * radius] *= 0.62
    pixels[:, centre - radius : centre + radius] = sheen[None, :, None] * (0.96, 0.99, 1.0)
