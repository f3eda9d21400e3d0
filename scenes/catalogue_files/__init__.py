"""What an operator sends to fill the catalogue: a table of products, a ZIP of pictures, or both.

Pure: files in, products and problems out. ``plans.plan_of`` is the way in.
"""

from __future__ import annotations


class NotReadable(Exception):
    """The whole file cannot be taken; the message is a sentence for the person who sent it."""
