"""Publishing under load: `python tests/benchmarks/swaps.py [SWAPS]` (10,000 unless given). Needs nginx.

Two exports take turns below a running nginx while readers read. Prints how many answers came, and how many were not whole, of
both exports, or none at all. Exits 1 if any was.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from multiprocessing import Event, Process, SimpleQueue
from multiprocessing.queues import SimpleQueue as Told
from multiprocessing.synchronize import Event as Stop
from pathlib import Path

from explainer.export.publish import published

SWAPS = 10_000
READERS = 2
SIZE = 100_000
PAUSE = 0.002
"""Seconds between two swaps. An export stays until the second one after it, and none takes less than that."""
CONF = """
daemon off; pid {folder}/pid; error_log {folder}/error.log crit; {user}
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi; gzip_static on; keepalive_requests 1000000;
    server {{ listen 127.0.0.1:{port}; root {folder}/out; }}
}}
"""


def publish(target: Path, number: int) -> None:
    """An export whose pages hold nothing but its own mark."""
    words = f"{number % 2}".encode() * SIZE
    with published(target) as build:
        for name in ("index.html", "en/index.html", "style.css"):
            build.write(name, words)


def read(port: int, stop: Stop, told: "Told[Counter[str]]") -> None:
    """Reads until told to stop, and tells what came."""
    seen: Counter[str] = Counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    while not stop.is_set():
        for path in ("/", "/en/", "/style.css"):
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
                whole = len(body) == SIZE == body.count(body[:1])
                seen["whole" if whole else f"{answer.status}, {len(body)} bytes of {sorted(set(body))[:9]}"] += 1
            except (OSError, HTTPException) as error:
                seen[repr(error)] += 1
                connection.close()
        time.sleep(PAUSE)
    told.put(seen)


def swapped(folder: Path, port: int, swaps: int) -> Counter[str]:
    """What readers saw while the exports took turns."""
    stop = Event()
    told: Told[Counter[str]] = SimpleQueue()
    readers = [Process(target=read, args=(port, stop, told)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        for number in range(swaps):
            publish(folder / "out", number)
            time.sleep(PAUSE)
    finally:
        stop.set()
    return sum((told.get() for _ in readers), Counter[str]())


def main(swaps: int) -> int:
    """Run and print; the status to exit with."""
    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as free:
        folder, port = Path(name), free.getsockname()[1]
        free.close()
        folder.chmod(0o755)
        publish(folder / "out", 0)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(CONF.format(folder=folder, port=port, user=user))
        program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "nginx"
        nginx = subprocess.Popen([program, "-c", folder / "nginx.conf", "-p", folder])
        try:
            time.sleep(1)
            start = time.perf_counter()
            seen = swapped(folder, port, swaps)
            took = time.perf_counter() - start
        finally:
            nginx.terminate()
            nginx.wait()
    odd = Counter({what: count for what, count in seen.items() if what != "whole"})
    print(f"{swaps:,} swaps in {took:.0f} s, {seen.total():,} answers, {odd.total()} of them odd {dict(odd) or ''}")
    return bool(odd)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else SWAPS))
