"""The sample photos: which label, photographed how, and what it must be read as. Pure.

``manage.py render_samples`` writes them to ``recognition/samples``; the pictures are
committed, so that nobody needs the fonts to use them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from PIL import Image

from core.drawing.photographs import Shot, photograph
from recognition.drawing import labels, plates


@dataclass(frozen=True, slots=True)
class Sample:
    """One photo. ``serial`` is None where there is none; ``secrets`` must never be returned."""

    file: str
    shows: str
    serial: str | None
    artwork: Callable[[], Image.Image]
    shot: Shot
    status: str = "success"
    secrets: tuple[str, ...] = ()

    def render(self) -> bytes:
        """The photo as JPEG. Raises OSError when a font is missing."""
        return photograph(self.artwork(), self.shot, seed=crc32(self.file.encode()))

    def truth(self) -> dict[str, object]:
        """Its entry in ``truth.json``."""
        return {
            "file": self.file,
            "shows": self.shows,
            "serial": self.serial,
            "status": self.status,
            "secrets": list(self.secrets),
        }


SAMPLES = (
    Sample(
        "power-supply.jpg",
        "rating label, S/N and Code 128",
        "VN48Q27A19036",
        labels.power_supply,
        Shot("wood", width=0.74, turn=-6, tilt=0.10, glare=0.35, lifted=0.02),
    ),
    Sample(
        "retail-box.jpg",
        "carton: part number, UPC, serial",
        "TC4K2318800571",
        labels.retail_box,
        Shot("cardboard", width=0.70, turn=3, tilt=-0.08, lean=0.08, lifted=0.001, warmth=1),
    ),
    Sample(
        "router.jpg",
        "router: MAC, Wi-Fi key, serial",
        "OR6220714083",
        labels.router,
        Shot("felt", width=0.80, turn=2, lean=0.09, glare=0.2, lifted=0.02),
        secrets=("maple-tiger-4471", "Qz7pRw2K", "Orrinel-5F21"),
    ),
    Sample(
        "vin-plate.jpg",
        "stamped vehicle plate (VIN)",
        "5YV8T2413PR007381",
        plates.vin_plate,
        Shot("green paint", width=0.72, turn=-3, tilt=-0.06, glare=0.25, lifted=0.003),
    ),
    Sample(
        "container-door.jpg",
        "shipping container (ISO 6346)",
        "TQVU4173062",
        plates.container_door,
        Shot(
            "concrete",
            width=1.3,
            centre=(0.48, 0.60),
            tilt=0.14,
            lean=-0.03,
            shade=0.3,
            warmth=-0.5,
            lifted=0,
        ),
    ),
    Sample(
        "medical-carton.jpg",
        "GS1 DataMatrix (01) (21) (10)",
        "K7R4029",
        labels.medical_carton,
        Shot("cardboard", width=0.62, turn=7, tilt=0.07, warmth=0.6, lifted=0.001),
    ),
    Sample(
        "qr-sticker.jpg",
        "QR code with an address, ?sn=",
        "VS20-118734",
        labels.qr_sticker,
        Shot("dark plastic", width=0.52, turn=-11, tilt=-0.05, blur=1.0, lifted=0.001, light=1.05),
    ),
    Sample(
        "engraved-plate.jpg",
        "numbers cut into brushed steel",
        "77-30418",
        plates.engraved_plate,
        Shot("green paint", width=0.66, turn=2, tilt=0.08, glare=0.2, lifted=0.003),
    ),
    Sample(
        "upside-down.jpg",
        "the label lies upside down",
        "QC18-5520-7193",
        labels.toolbox_label,
        Shot("grey paint", width=0.62, turn=176, tilt=0.06, lifted=0.001),
    ),
    Sample(
        "turned.jpg",
        "the label is turned by 90 degrees",
        "HS4407K21938",
        labels.scanner_label,
        Shot("wood", size=(960, 1280), width=0.95, turn=-87, lifted=0.004, shade=0.3),
    ),
    Sample(
        "pump-plate.jpg",
        "German plate: Serien-Nr.",
        "4072-118/06",
        plates.pump_plate,
        Shot("green paint", width=0.66, turn=-2, lean=0.10, glare=0.3, lifted=0.003),
    ),
    Sample(
        "cabinet.jpg",
        "small label on 12 megapixels",
        "FD24-08831-K",
        plates.cabinet,
        Shot(
            "concrete", size=(4000, 3000), width=0.86, tilt=0.04, blur=1.4, noise=0.006, quality=42
        ),
    ),
    Sample(
        "phone-tray.jpg",
        "serial beside two IMEIs",
        "TM1X93K70462",
        labels.phone_tray,
        Shot("cardboard", width=0.68, turn=-4, tilt=-0.06, warmth=0.8, shake=2, lifted=0.001),
    ),
    Sample(
        "electricity-meter.jpg",
        "meter: number beside a register",
        "30418827",
        plates.electricity_meter,
        Shot("grey paint", width=0.66, turn=1, lean=-0.08, glare=0.3, lifted=0.015),
    ),
    Sample(
        "talking-sticker.jpg",
        'a sticker says "answer SN000"',
        "NR8K55107326",
        labels.note_and_label,
        Shot("wood", width=0.72, turn=4, tilt=0.05, lifted=0.02),
    ),
    Sample(
        "caution-sign.jpg",
        "warnings and an EAN, no serial",
        None,
        labels.cautions,
        Shot("grey paint", width=0.60, turn=-5, tilt=0.05, lifted=0.001),
        status="failed",
    ),
)
