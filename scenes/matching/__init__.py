"""Products recognised by their pack shots, without training. Pure.

``features_of`` a pack shot once, an ``Index`` over all of them, and ``find`` in a photo.
"""

from scenes.matching.features import FEATURES_VERSION, Features, Unusable, features_of
from scenes.matching.finding import find
from scenes.matching.index import Entry, Index

__all__ = ["FEATURES_VERSION", "Entry", "Features", "Index", "Unusable", "features_of", "find"]
