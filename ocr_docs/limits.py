"""How large a document may be, judged before anything of it is decoded."""

from __future__ import annotations

MAX_BYTES = 10 * 1024 * 1024
"""Of the document itself, not of its base64."""
MAX_PIXELS = 20_000 * 20_000
"""Of one page, by its header: a page with a side above 10,000 is told so and never decoded."""
MOST_PAGES = 500
"""The highest page limit that an operator can set."""
MAX_JSON_BYTES = MAX_BYTES * 3 // 2 + 64 * 1024
"""Base64 grows by a third; line breaks and the rest of the body fit above that."""
