"""What lies between a register and its picture: glass, dirt, light, lens, file."""

from __future__ import annotations

import cv2
import numpy as np

from core.engines import Pixels


def soiled(strip: Pixels, rng: np.random.Generator) -> Pixels:
    """``strip`` with shadows, glare, scratches, drops and dust, each of them sometimes."""
    rows, cols = strip.shape[:2]
    light = np.ones((rows, cols), np.float32)
    if rng.random() < 0.6:
        light *= _slope(rows, cols, rng)
    picture = strip.astype(np.float32) * light[..., None]
    if rng.random() < 0.3:
        picture += _glare(rows, cols, rng)[..., None]
    if rng.random() < 0.25:
        haze = rng.uniform(0.1, 0.5)
        picture = picture * (1 - haze) + haze * rng.uniform(60, 220)
    worn = np.asarray(np.clip(picture, 0, 255), np.uint8)
    if rng.random() < 0.25:
        _scratches(worn, rng)
    if rng.random() < 0.25:
        _spots(worn, rng)
    return worn


def _slope(rows: int, cols: int, rng: np.random.Generator) -> np.ndarray:
    """Light that falls off across the strip, or a shadow with a soft edge."""
    across = np.linspace(-1, 1, cols, dtype=np.float32)[None]
    down = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    way = rng.normal(0, 1, 2)
    ramp = way[0] * across + way[1] * down
    if rng.random() < 0.4:
        ramp = np.tanh((ramp - rng.uniform(-0.8, 0.8)) * rng.uniform(3, 20))
    return np.asarray(1 - rng.uniform(0, 0.6) * (ramp - ramp.min()) / (np.ptp(ramp) + 1e-6))


def _glare(rows: int, cols: int, rng: np.random.Generator) -> np.ndarray:
    """A blot or a streak of reflected light."""
    field = np.zeros((rows, cols), np.float32)
    centre = int(rng.integers(0, cols)), int(rng.integers(0, rows))
    axes = int(rng.uniform(2, 0.3 * cols)), int(rng.uniform(2, 0.4 * rows))
    cv2.ellipse(field, centre, axes, rng.uniform(-30, 120), 0, 360, 1.0, -1)
    soft = 2 * int(rng.uniform(1, 9)) + 1
    return np.asarray(cv2.GaussianBlur(field, (soft, soft), 0) * rng.uniform(40, 230))


def _scratches(picture: Pixels, rng: np.random.Generator) -> None:
    rows, cols = picture.shape[:2]
    for _ in range(rng.integers(1, 14)):
        start = rng.uniform(0, cols), rng.uniform(0, rows)
        way = rng.normal(0, 25), rng.normal(0, 12)
        tone = rng.uniform(120, 255) if rng.random() < 0.75 else rng.uniform(0, 60)
        points = np.array([start, (start[0] + way[0], start[1] + way[1])]) * 16
        cv2.polylines(picture, [points.astype(np.int32)], False, [tone] * 3, 1, cv2.LINE_AA, 4)


def _spots(picture: Pixels, rng: np.random.Generator) -> None:
    rows, cols = picture.shape[:2]
    for _ in range(rng.integers(1, 35)):
        centre = int(rng.integers(0, cols)), int(rng.integers(0, rows))
        tone = float(rng.choice([rng.uniform(0, 60), rng.uniform(150, 255)]))
        axes = int(rng.uniform(0.5, 4)), int(rng.uniform(0.5, 3))
        cv2.ellipse(picture, centre, axes, rng.uniform(0, 180), 0, 360, [tone] * 3, -1, cv2.LINE_AA)


def photographed(strip: Pixels, rng: np.random.Generator) -> Pixels:
    """``strip`` as a camera gives it: exposure, white balance, blur, few pixels, noise, JPEG."""
    rows, cols = strip.shape[:2]
    picture = _exposed(strip, rng)
    if rng.random() < 0.45:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.5)), np.uint8)
    if rng.random() < 0.2:
        picture = _moved(picture, rng)
    if rng.random() < 0.5:
        share = rng.uniform(0.4, 1.0)
        small = max(12, round(cols * share)), max(8, round(rows * share))
        picture = np.asarray(cv2.resize(picture, small, interpolation=cv2.INTER_AREA), np.uint8)
    if rng.random() < 0.6:
        noise = rng.normal(0, rng.uniform(1, 11), picture.shape)
        picture = np.clip(picture + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        quality = int(rng.integers(20, 95))
        _, file = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
        picture = np.asarray(cv2.imdecode(file, cv2.IMREAD_COLOR), np.uint8)
    how = cv2.INTER_CUBIC if rng.random() < 0.7 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (cols, rows), interpolation=how), np.uint8)


def _exposed(strip: Pixels, rng: np.random.Generator) -> Pixels:
    gamma = float(np.exp(rng.normal(0, 0.3)))
    gain = rng.uniform(0.5, 1.15)
    warmth = np.array([rng.uniform(0.85, 1.1), 1.0, rng.uniform(0.75, 1.1)], np.float32)
    picture = 255 * (strip / np.float32(255)) ** gamma * gain * warmth
    picture += rng.uniform(0, 30)
    return np.asarray(np.clip(picture, 0, 255), np.uint8)


def _moved(picture: Pixels, rng: np.random.Generator) -> Pixels:
    """Blur of a hand that moved."""
    size = int(rng.integers(3, 7))
    kernel = np.zeros((size, size), np.float32)
    angle = rng.uniform(0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * size / 2
    ends = [tuple(np.round(size / 2 - 0.5 + sign * reach).astype(int).tolist()) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0)
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.uint8)
