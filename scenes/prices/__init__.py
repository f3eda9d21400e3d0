"""Price tags on a shelf photo: found, read, and tied to the products they stand for. Pure.

Text comes first: print that may be a price is looked for on the whole photo, the coloured
patch around it is the tag, tags of one kind vouch for each other and lead to further ones,
and the largest amount on a tag is its price.
"""

from scenes.prices.options import PriceOptions
from scenes.prices.searching import Search
from scenes.prices.tags import tags_in, tags_of

__all__ = ["PriceOptions", "Search", "tags_in", "tags_of"]
