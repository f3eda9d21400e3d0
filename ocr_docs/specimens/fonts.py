"""The Thai fonts that specimens are set in: Debian's fonts-thai-tlwg. Pure.

Pillow shapes Thai marks rightly only with raqm; OSError says what is missing.
"""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont, features

NEEDED = "Install the fonts: apt-get install fonts-thai-tlwg"

FORM_FONTS = ("Norasi", "Kinnari", "Garuda", "Laksaman", "Loma", "Waree")
"""What labels are printed in."""

LASER_FONTS = (*FORM_FONTS, "Laksaman", "Umpush", "Sawasdee")
TYPED = ("TlwgTypewriter",)
MATRIX_FONTS = ("Laksaman", "TlwgTypist", "TlwgTypo", *TYPED, "Garuda", "Loma", "Norasi", "Waree")
"""What values are printed in. TlwgMono is left out: raqm puts its marks one letter too late."""


def check() -> None:
    """OSError where drawing would fail or set Thai marks wrongly."""
    if not features.check("raqm"):
        raise OSError("Pillow has no raqm here, so it cannot stack Thai marks.")
    font("Norasi", 20)


@lru_cache(maxsize=256)
def font(family: str, pixels: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """``family`` with an em of ``pixels``. OSError when it is not installed."""
    name = f"{family}-Bold.ttf" if bold else f"{family}.ttf"
    try:
        return ImageFont.truetype(name, pixels, layout_engine=ImageFont.Layout.RAQM)
    except OSError as error:
        raise OSError(f"{name}: {error}. {NEEDED}") from error
