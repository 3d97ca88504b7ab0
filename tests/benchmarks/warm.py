"""A warm study page by our server and by nginx, one core each: `warm_pages`, for `size.py`.

The same pre-compressed bytes, `sendfile` off, rounds in turn, the median of four. Needs `nginx`, `wrk` and `taskset`.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from processes import family, worked

PAGE = "/en/trials/NCT06947473/"
ROUNDS = 4
SECONDS = 4
NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile off; keepalive_requests 100000000;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; include {target}/nginx.conf; }}
}}
"""


def warm_pages(port: int) -> None:
    """Measure and print."""
    if missing := [name for name in ("nginx", "wrk", "taskset") if not shutil.which(name)]:
        print(f"warm pages: {', '.join(missing)} not installed")
        return
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        target = folder / "out"
        subprocess.run(
            [sys.executable, "-m", "explainer", "export", "--no-pdf", "--compressed", target], check=True, capture_output=True
        )
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port + 1, target=target))
        servers = {
            f"explainer serve, granian {version('granian')}": (
                started(running, sys.executable, "-m", "explainer", "serve", "--port", str(port)),
                port,
            ),
            nginx_version(): (started(running, "nginx", "-p", folder, "-c", folder / "nginx.conf"), port + 1),
        }
        for _, each in servers.values():
            wait_for(each)
        found: dict[str, list[tuple[float, float]]] = {server: [] for server in servers}
        for _ in range(ROUNDS):
            for server, (process, each) in servers.items():
                found[server].append(a_round(process.pid, each))
    medians = {name: [statistics.median(column) for column in zip(*rounds, strict=True)] for name, rounds in found.items()}
    print(f"a warm page ({PAGE}, gzip), one core each, median of {ROUNDS} rounds in turn:")
    for name, (rate, cost) in medians.items():
        print(f"  {name:36}{rate:10,.0f} requests a second {cost:8.4f} ms of processor a request")
    (ours, our_cost), (theirs, their_cost) = medians.values()
    print(f"  {ours / theirs:.2f} of nginx's requests a second; by processor {their_cost / our_cost:.2f}")


def nginx_version() -> str:
    """Its name, as it says it."""
    return subprocess.run(["nginx", "-v"], check=True, capture_output=True, text=True).stderr.rpartition(": ")[2].strip()


def started(running: ExitStack, *command: str | Path) -> "subprocess.Popen[bytes]":
    """A server on the first core, until `running` is left."""
    process = subprocess.Popen(["taskset", "-c", "0", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    running.callback(process.wait, 30)
    running.callback(process.terminate)
    return process


def wait_for(port: int) -> None:
    """Until the page is there, and it is the compressed one."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{PAGE}", headers={"Accept-Encoding": "gzip"})
    for _ in range(600):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                assert answer.headers["Content-Encoding"] == "gzip"
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nobody answers on port {port}")


def a_round(pid: int, port: int) -> tuple[float, float]:
    """Requests a second of the clock, and milliseconds of processor a request of the server and all that it started."""
    before = worked(family(pid))
    wrk = ["taskset", "-c", "1", "wrk", "-t1", "-c16", f"-d{SECONDS}", "-H", "Accept-Encoding: gzip"]
    said = subprocess.run([*wrk, f"http://127.0.0.1:{port}{PAGE}"], check=True, capture_output=True, text=True).stdout
    work = worked(family(pid)) - before
    assert "Non-2xx" not in said, said
    requests = int(re.search(r"(\d+) requests in", said)[1])
    return float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1]), work / requests * 1000
