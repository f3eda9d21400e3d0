"""Photographs of drawn things: surface, perspective, light, lens, sensor, JPEG. Pure.

Takes flat artwork and returns the bytes of a plausible
phone photo. Everything random comes from the seed, so that the same call gives
the same picture. Pictures are float32, (height, width, 3), 0 to 1, RGB; places
and sizes of a :class:`Shot` are shares of the photo's width and height.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.drawing.surfaces import SURFACES, Canvas, blurred, clouds


@dataclass(frozen=True, slots=True)
class Shot:
    """How a piece of artwork is photographed.

    ``width`` is the share of the photo's width that the artwork fills before it is
    turned; ``turn`` is in degrees clockwise; ``tilt`` and ``lean`` push the far side
    and the lower side back (0.1 is a visible perspective). ``blur`` and ``shake`` are
    in pixels, ``noise``, ``glare`` and ``shade`` are amounts of light, 0 to 1.
    """

    surface: str
    size: tuple[int, int] = (1280, 960)
    width: float = 0.6
    centre: tuple[float, float] = (0.5, 0.5)
    turn: float = 0.0
    tilt: float = 0.05
    lean: float = 0.04
    light: float = 1.1
    warmth: float = 0.0
    blur: float = 0.6
    shake: float = 0.0
    noise: float = 0.02
    glare: float = 0.0
    shade: float = 0.2
    lifted: float = 0.012
    quality: int = 80


def photograph(artwork: Image.Image, shot: Shot, seed: int) -> bytes:
    """A JPEG of ``artwork`` (RGBA) lying on a surface, as ``shot`` says."""
    file = io.BytesIO()
    picture = Image.fromarray(photographed(artwork, shot, seed))
    picture.save(file, "JPEG", quality=shot.quality, optimize=True)
    return file.getvalue()


def photographed(artwork: Image.Image, shot: Shot, seed: int) -> NDArray[np.uint8]:
    """The photo as pixels (RGB), before it is compressed."""
    rng = np.random.default_rng(seed)
    width, height = shot.size
    scene = SURFACES[shot.surface](rng, width, height)
    return _developed(_laid(scene, artwork, shot), shot, rng)


def developed(scene: Canvas, shot: Shot, seed: int) -> NDArray[np.uint8]:
    """``scene``, drawn in full by the caller, as ``shot``'s light, lens and sensor give it.

    Its size is that of ``shot``; the shot's surface and placement do not matter.
    """
    return _developed(scene, shot, np.random.default_rng(seed))


def _developed(scene: Canvas, shot: Shot, rng: np.random.Generator) -> NDArray[np.uint8]:
    scene = _sensed(_through_lens(_lit(scene, shot, rng), shot), shot, rng)
    return (np.clip(scene, 0, 1) * 255).astype(np.uint8)


def placement(artwork: Image.Image, shot: Shot) -> NDArray[np.float64]:
    """The homography (3, 3) that takes pixels of ``artwork`` to pixels of its photo."""
    width, height = artwork.size
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    warp = cv2.getPerspectiveTransform(source, _corners(artwork, shot))
    return np.asarray(warp, dtype=np.float64)


def _corners(artwork: Image.Image, shot: Shot) -> NDArray[np.float32]:
    """Where the artwork's corners fall in the photo, clockwise from its top left."""
    width, height = shot.size
    half_w = shot.width * width / 2
    half_h = half_w * artwork.height / artwork.width
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (half_w, half_h)
    angle = math.radians(shot.turn)
    turned = corners @ np.array(
        [(math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))]
    )
    # A point that lies further back shrinks towards the optical axis.
    away = 1 + shot.tilt * turned[:, :1] / half_w - shot.lean * turned[:, 1:] / half_w
    centre = np.array(shot.centre) * (width, height)
    return np.asarray(turned / away + centre, dtype=np.float32)


def _laid(scene: Canvas, artwork: Image.Image, shot: Shot) -> Canvas:
    """The scene with the artwork on it, and the shadow that the artwork throws."""
    width, height = shot.size
    target = _corners(artwork, shot)
    across = float(np.linalg.norm(target[1] - target[0]))
    share = min(1.0, 1.15 * across / artwork.width)
    small = artwork.resize(
        (round(artwork.width * share), round(artwork.height * share)), Image.Resampling.BOX
    )
    flat = np.asarray(small, dtype=np.float32) / 255
    flat[..., :3] *= flat[..., 3:]
    source = np.array(
        [(0, 0), (small.width, 0), (small.width, small.height), (0, small.height)], np.float32
    )
    warp = cv2.getPerspectiveTransform(source, target)
    seen = np.asarray(cv2.warpPerspective(flat, warp, (width, height), flags=cv2.INTER_CUBIC))
    opacity = np.clip(seen[..., 3], 0, 1)
    lift = shot.lifted * width
    moved = np.array([(1, 0, lift * 0.6), (0, 1, lift)], np.float32)
    thrown = np.asarray(cv2.warpAffine(opacity, moved, (width, height)), dtype=np.float32)
    shadow = blurred(thrown, lift + 1)
    ground = scene * (1 - 0.55 * shadow[..., None])
    covered = ground * (1 - opacity[..., None]) + np.clip(seen[..., :3], 0, 1)
    return covered.astype(np.float32)


def _lit(scene: Canvas, shot: Shot, rng: np.random.Generator) -> Canvas:
    """Uneven room light, the photographer's shadow, a reflection, the lamp's colour."""
    width, height = shot.size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x / width - 0.5, y / height - 0.5
    angle = rng.uniform(0, 2 * math.pi)
    light = 1 + 0.16 * (x * math.cos(angle) + y * math.sin(angle)) - 0.25 * (x * x + y * y)
    edge = x * math.cos(angle + 2) + y * math.sin(angle + 2) - 0.18
    light *= 1 - shot.shade / (1 + np.exp(-edge * 14))
    tint = np.array([1 + 0.06 * shot.warmth, 1.0, 1 - 0.10 * shot.warmth], np.float32)
    lit = np.clip(scene * (shot.light * light)[..., None] * tint, 0, 1)
    # Plain floats: one double among them would make doubles of the whole picture.
    across, down = rng.uniform(-0.18, 0.18, 2).tolist()
    lamp = ((x - across) / 0.30) ** 2 + ((y - down + 0.4 * (x - across)) / 0.07) ** 2
    glow = (shot.glare * np.exp(-lamp))[..., None]
    return np.asarray(1 - (1 - lit) * (1 - glow), dtype=np.float32)


def _through_lens(scene: Canvas, shot: Shot) -> Canvas:
    """Focus and a shaking hand."""
    soft = blurred(scene, shot.blur)
    if shot.shake < 1:
        return soft
    length = round(shot.shake)
    streak = np.eye(length, dtype=np.float32) / length
    return np.asarray(cv2.filter2D(soft, -1, streak), dtype=np.float32)


def _sensed(scene: Canvas, shot: Shot, rng: np.random.Generator) -> Canvas:
    """Sensor noise, more of it in the light, smoothed and sharpened as phones do."""
    width, height = shot.size
    grain = rng.standard_normal((height, width, 1), dtype=np.float32)
    grain = grain + 0.4 * rng.standard_normal((height, width, 3), dtype=np.float32)
    noisy = scene + 2 * shot.noise * blurred(grain, 0.7) * np.sqrt(np.clip(scene, 0.05, 1))
    noisy += 0.01 * (clouds(rng, width, height, max(width // 6, 1)) - 0.5)[..., None]
    return np.asarray(noisy + 0.5 * (noisy - blurred(noisy, 1.4)), dtype=np.float32)
