"""What a warm study page costs: `python tests/benchmarks/warm_pages.py`.

Ratios, side by side in one run: finished bytes, the same page rendered for each request, and a bare WSGI answer of the same
size. Also the start of the server: seconds from the command to the first page.
"""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.test import EnvironBuilder

from explainer.language.editions import source_edition
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED, STATIC
from explainer.show.render import Renderer, static_files
from explainer.web.app import create_app, make_flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/en/trials/NCT06947473/"
ROUNDS = 4
PORT = 8765


def cost(app: "WSGIApplication", requests: int) -> float:
    """Milliseconds of processor time a request: the best of some rounds."""
    environ = EnvironBuilder(path=PATH, headers={"Accept-Encoding": "gzip"}).get_environ()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(requests):
            b"".join(app({**environ}, lambda *_: lambda _: None))
        best = min(best, (time.process_time() - start) / requests * 1000)
    return best


def bare(_: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """The least that a WSGI answer of this size can cost."""
    start_response("200 OK", [("Content-Length", "6000")])
    return [b"x" * 6000]


def seconds_to_first_page() -> float:
    """From the command to the first answer of a real server."""
    start = time.perf_counter()
    server = subprocess.Popen([sys.executable, "-m", "explainer", "serve", "--port", str(PORT)], stdout=subprocess.DEVNULL)
    try:
        while time.perf_counter() - start < 20:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{PATH}", timeout=1):
                    return time.perf_counter() - start
            except OSError:
                time.sleep(0.01)
        return float("nan")
    finally:
        server.terminate()
        server.wait(10)


def main() -> None:
    """Measure and print."""
    site = load_site(SHIPPED).site
    renderer = Renderer((source_edition(site),), static_files(STATIC))
    rows = {
        "bare WSGI answer": cost(bare, 20_000),
        "finished bytes (what serve does)": cost(create_app(renderer), 20_000),
        "rendered each time": cost(make_flask(renderer), 100),
    }
    base = rows["finished bytes (what serve does)"]
    for name, milliseconds in rows.items():
        print(f"{name:34} {milliseconds:9.4f} ms a request   {milliseconds / base:8.2f} x")
    print(f"{'from the command to the first page':34} {seconds_to_first_page():9.2f} s")


if __name__ == "__main__":
    main()
