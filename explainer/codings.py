"""How answers are compressed: what is worth it, and by which codings of HTTP."""

from collections.abc import Callable
from functools import partial

import brotli
from zlib_ng import gzip_ng

WORTH_COMPRESSING = (
    *("text/", "application/javascript", "application/json", "application/schema+json"),
    *("application/xml", "application/atom+xml", "image/svg+xml"),
)
"""How the types begin that get smaller by it."""
CODINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    # Higher qualities of brotli cost hours over a large site.
    ("br", partial(brotli.compress, quality=5)),
    # As small as what Python's own makes at its best, in half the time. No time stamp inside, so that the same page is the same
    # bytes.
    ("gzip", partial(gzip_ng.compress, compresslevel=6, mtime=0)),
)
"""The codings, that which makes the smallest first."""
SUFFIXES = {"br": ".br", "gzip": ".gz"}
"""By what a file's compressed copy is known to servers that look for one."""
