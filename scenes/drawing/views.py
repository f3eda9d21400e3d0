"""What of the shelves' plane is within one drawn photo. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from core.geometry import Box, Point, Quad, quad_of
from scenes.drawing.shots import Homography
from scenes.drawing.standing import Edge


@dataclass(frozen=True, slots=True)
class View:
    """From the plane to one photo."""

    homography: Homography
    width: int
    height: int

    def quad(self, quad: Iterable[Point]) -> Quad:
        return quad_of(self._points(quad))

    def visible(self, quad: Quad) -> float:
        corners = np.array(quad, np.float32)
        frame = np.array(corners_of(Box(0, 0, self.width, self.height)), np.float32)
        shared, _ = cv2.intersectConvexConvex(corners, frame)
        return float(shared) / max(float(cv2.contourArea(corners)), 1e-6)

    def lines(self, edges: Iterable[Edge]) -> list[tuple[tuple[int, int], Point, Point]]:
        """The rails' upper edges that are in the photo, from its top; racks apart."""
        found = []
        for edge in edges:
            ends = (Point(edge.box.left, edge.box.top), Point(edge.box.right, edge.box.top))
            start, end = (Point(x, y) for x, y in self._points(ends))
            inside = min(end.x, self.width) - max(start.x, 0)
            level = (start.y + end.y) / 2
            if inside > 0.05 * self.width and 0 < level < self.height:
                found.append(((edge.rack, edge.shelf), start, end))
        return sorted(found, key=lambda line: line[1].y + line[2].y)

    def _points(self, points: Iterable[Point]) -> list[tuple[float, float]]:
        given = np.array([list(points)], dtype=np.float64)
        return [
            (float(x), float(y)) for x, y in cv2.perspectiveTransform(given, self.homography)[0]
        ]


def corners_of(box: Box) -> Quad:
    left, top, right, bottom = box
    return Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)
