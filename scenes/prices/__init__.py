"""Price tags on a shelf photo: found, read, and tied to the products they stand for. Pure.

Text comes first: print that may be a price is looked for on the whole photo, the coloured
patch around it is the tag, tags of one kind vouch for each other and lead to further ones,
and the largest amount on a tag is its price.
"""

from scenes.prices.options import PriceOptions
from scenes.prices.tags import tags_of

__all__ = ["PriceOptions", "tags_of"]
