"""Hostile requests against a real server: `python tests/soak.py [SECONDS]` (600 unless given).

Hypothesis makes them, byte by byte: known addresses and their damage, odd methods, queries, headers, encodings, bodies that are
not there, lines cut off. No answer may be a 500 or hold markup of the request, and every HTML answer has its banner. Prints
what was answered, and the memory of the server's processes through the time.
"""

import gzip
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from socket import SHUT_WR, create_connection
from typing import Any
from urllib.parse import quote, urlsplit

import brotli
from conftest import serving, workers_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from explainer.audit import carries_banner
from explainer.checks.editions import read_editions
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED, STATIC
from explainer.show.files import all_files
from explainer.show.pages import all_pages
from explainer.show.render import Renderer, static_files

MARKUP = b"<svg onload=x>"
UNDO = {b"gzip": gzip.decompress, b"br": brotli.decompress}
MAY_BE_BUSY = 503
PARTS = 10
FREE: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


WORDS = st.sampled_from(
    [
        *(MARKUP, b"a" * 3000, b"0" * 400, "é\u200f".encode(), b""),
        *b"lupus %3Csvg%20onload=x%3E ../../etc/passwd %2e%2e/ %00 %ff %ED%A0%80 %0d%0aX:y 1e999 -1 %E2%80%AE * nan".split(),
    ]
)
NAMES = st.sampled_from(
    b"q age condition place open page url maxwidth maxheight format with for paper doctor coordinator large lang".split()
)
QUERIES = st.lists(st.tuples(NAMES, WORDS | st.binary(max_size=20)), max_size=8).map(
    lambda pairs: b"&".join(name + b"=" + quote(value, safe="%/*'<>=").encode() for name, value in pairs)
)
HEADER_NAMES = st.sampled_from(
    b"Accept-Encoding Accept-Language If-None-Match Range Cookie Host X-Forwarded-Host X-Forwarded-For X-HTTP-Method-Override "
    b"Content-Length Transfer-Encoding Expect Upgrade Connection Referer Origin Accept X If-Match Forwarded TE Trailer".split()
)
HEADER_VALUES = WORDS | st.sampled_from(
    b'gzip|br;q=0,*|identity;q=0|ar,es;q=0.5|q=;,;|W/"x",*|bytes=0-9|chunked|100-continue|h2c|elsewhere.example|10|\xff'.split(
        b"|"
    )
)
METHODS = st.sampled_from([*[b"GET"] * 12, *b"HEAD POST OPTIONS TRACE PUT get PROPFIND CONNECT G\0T".split()])


@st.composite
def requests(draw: st.DrawFn, addresses: Sequence[str]) -> bytes:
    """The bytes of one request, perhaps cut off."""
    path = draw(st.sampled_from(addresses)).encode()
    damage = draw(st.sampled_from(["", "", "", "cut", "more", "any"]))
    if damage == "cut":
        path = path[: draw(st.integers(0, len(path)))] or b"/"
    elif damage == "more":
        path += draw(WORDS)
    elif damage == "any":
        path = b"/" + quote(draw(st.binary(max_size=60)), safe="%/.").encode()
    query = draw(QUERIES)
    head = [draw(METHODS) + b" " + path + (b"?" + query if query else b"") + b" HTTP/1.1"]
    head += [b"Host: localhost", b"Connection: close"]
    head += [name + b": " + value for name, value in draw(st.lists(st.tuples(HEADER_NAMES, HEADER_VALUES), max_size=3))]
    if draw(st.integers(0, 19)) == 0:
        head.append(draw(st.binary(max_size=60)))
    whole = b"\r\n".join(head) + b"\r\n\r\n" + draw(st.sampled_from([b"", b"", b"body=x", b"0\r\n\r\n"]))
    return whole[: draw(st.integers(1, len(whole)))] if draw(st.integers(0, 19)) == 0 else whole


def answered(port: int, request: bytes) -> bytes:
    """All that comes back. The server is told that no more will come, so that it need not wait for the rest."""
    data = b""
    with (
        create_connection(("127.0.0.1", port), timeout=30) as connection,
        suppress(BrokenPipeError, ConnectionResetError, OSError),
    ):
        connection.sendall(request)
        if b"\r\n\r\n" not in request:
            connection.shutdown(SHUT_WR)
        while more := connection.recv(65536):
            data += more
    return data


def judged(answer: bytes, banners: tuple[str, ...], *, whole: bool) -> int:
    """The status of an answer (0: none), which has to be one that anybody may get. `whole`: it has its body."""
    head, _, body = answer.partition(b"\r\n\r\n")
    status = int(head[9:12] or 0)
    assert status < 500 or status == MAY_BE_BUSY, answer[:2000]
    headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert b"set-cookie" not in headers
    body = UNDO.get(headers.get(b"content-encoding", b""), bytes)(body) if body else body
    assert MARKUP not in body
    if whole and status not in (0, 304) and headers.get(b"content-type", b"").startswith(b"text/html"):
        assert carries_banner(body.decode(), banners), answer[:2000]
    return status


def soak(address: str, renderer: Renderer, count: int) -> Counter[int]:
    """How often each status was answered to so many requests. Raises AssertionError at the first wrong answer."""
    port = urlsplit(address).port or 80
    banners = tuple(renderer.banner(locale).text for locale in renderer.locales)
    seen: Counter[int] = Counter()

    # Never the same twice, and the first wrong answer as it is: a server that has seen it may be another one.
    @settings(max_examples=count, derandomize=False, phases=[Phase.generate], **FREE)
    @given(requests(addresses_of(renderer)))
    def each(request: bytes) -> None:
        seen[judged(answered(port, request), banners, whole=request.startswith(b"GET"))] += 1

    each()
    return seen


def addresses_of(renderer: Renderer) -> list[str]:
    """What exists, and what depends on a query."""
    pages = [f"/{tag}{page.path}" for tag, edition in renderer.editions.items() for page in all_pages(edition.site)]
    sheets = [f"{path}{name}" for path in pages if path.endswith("/sheet/") for name in ("", "../sheet.txt", "../sheet.pdf")]
    searches = [path for path in pages if path.endswith("/search/")]
    return [*pages, *(file.path for file in all_files(renderer)), *[*sheets, *searches, "/", "/oembed", "/healthz"] * 3]


def memory(running: serving) -> float:
    """MiB of all processes that answer, what they share counted once."""
    found = 0
    for worker in workers_of(running.process):
        lines = Path(f"/proc/{worker}/smaps_rollup").read_text().splitlines()
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found / 1024


def main(seconds: float) -> None:
    """Run and print, in ten parts."""
    site = load_site(SHIPPED).site
    renderer = Renderer(read_editions(SHIPPED, site)[0], static_files(STATIC))
    with tempfile.TemporaryDirectory() as name:
        running = serving(Path(name), "--workers", "2")
        with running as address:
            whole: Counter[int] = Counter()
            start = time.monotonic()
            for part in range(PARTS + 1):
                told = f"{sum(whole.values()):7,} requests  {dict(sorted(whole.items()))}"
                print(f"{part * seconds / PARTS:5.0f} s  {memory(running):7.1f} MiB  {told}", flush=True)
                while part < PARTS and time.monotonic() < start + (part + 1) * seconds / PARTS:
                    whole += soak(address, renderer, 500)
            lines = running.log.read_text().splitlines()
        print(f"the server told {len(lines)} lines")


if __name__ == "__main__":
    main(float(sys.argv[1]) if sys.argv[1:] else 600)
