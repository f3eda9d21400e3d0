"""The fonts that packs and price tags are set in: Debian's fonts-dejavu and fonts-thai-tlwg. Pure.

OSError says what is missing.
"""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

NEEDED = "Install the fonts: apt-get install fonts-dejavu fonts-thai-tlwg"

BRAND_FACES = (
    "DejaVuSans-Bold",
    "DejaVuSerif-Bold",
    "DejaVuSansCondensed-Bold",
    "DejaVuSerif-BoldItalic",
    "Kinnari-Bold",
    "Purisa-Bold",
    "Sawasdee-Bold",
    "TlwgTypist-Bold",
)
PLAIN_FACES = ("DejaVuSans", "DejaVuSansCondensed", "Garuda", "Loma", "Norasi")
TAG_FACES = ("DejaVuSans-Bold", "DejaVuSansCondensed-Bold", "Garuda-Bold", "Loma-Bold")


def check() -> None:
    """OSError where drawing would fail."""
    for name in {*BRAND_FACES, *PLAIN_FACES, *TAG_FACES}:
        font(name, 20)


@lru_cache(maxsize=512)
def font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The font file ``name`` with an em of ``pixels``. OSError when it is not installed."""
    try:
        return ImageFont.truetype(f"{name}.ttf", max(pixels, 4))
    except OSError as error:
        raise OSError(f"{name}.ttf: {error}. {NEEDED}") from error


def fitted(text: str, name: str, width: float, height: float) -> ImageFont.FreeTypeFont:
    """The largest size of ``name`` in which ``text`` stays within ``width`` and ``height``."""
    trial = font(name, 100)
    left, top, right, bottom = trial.getbbox(text)
    size = 100 * min(width / max(right - left, 1), height / max(bottom - top, 1))
    return font(name, int(size))
