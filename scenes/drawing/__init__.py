"""Drawn shelves of invented goods, with the exact truth of every photo. Pure.

For tests, samples and measurements: nothing here is a real product, brand or price.
"""

from scenes.drawing.packs import draw_pack_shot
from scenes.drawing.plans import random_plan
from scenes.drawing.scene import DrawnScene, draw_scene

__all__ = ["DrawnScene", "draw_pack_shot", "draw_scene", "random_plan"]
