"""How pages write the site's own addresses: from the root of a host, from a path of it, or for files opened from a folder."""

import re
from dataclasses import dataclass

OWN = re.compile(r'(?<=\s)(href|src|action)="/(?!/)([^"?#]*)')
"""An attribute that leads to the site's own. Autoescape writes each `"` of a text otherwise, so that no text looks like one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """`base` is the path of the host under which the site stands, from `/` to `/`.

    `offline`: the pages are files in a folder that no server answers for. They name each other by the way from one to another,
    and `index.html` for what a folder is on a server.
    """

    base: str = "/"
    offline: bool = False

    def written(self, html: str, at: str) -> str:
        """The page whose address is `at`, with all addresses as they have to be."""
        if self == AT_ROOT:
            return html
        start = ("../" * (at.count("/") - 1) or "./") if self.offline else self.base

        def address(found: re.Match[str]) -> str:
            name, path = found.groups()
            index = "index.html" if self.offline and (not path or path.endswith("/")) else ""
            return f'{name}="{start}{path}{index}'

        return OWN.sub(address, html)


AT_ROOT = Addresses()
