"""A registry on loopback that answers as the real one's API does, or as badly as it is told to."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def hang(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then: no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b" " * 70_000)
        time.sleep(0.05)


def break_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"protocolSection"')
    handler.wfile.flush()
    handler.connection.close()


def bomb(handler: BaseHTTPRequestHandler) -> None:
    """Small on the line, 60 MB unpacked."""
    say(handler, 200, gzip.compress(b" " * 60_000_000, 9), Content_Encoding="gzip")


class Handler(BaseHTTPRequestHandler):
    server: "Api"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        number = self.path.rpartition("/")[2]
        answers = self.server.answers.get(number, [])
        if len(answers) > 1:
            answers.pop(0)(self)
        elif answers:
            answers[0](self)
        elif number in self.server.records:
            say(self, 200, self.server.records[number], Content_Type="application/json")
        else:
            say(self, 404, b"NCT number not found")

    def log_message(self, *_: object) -> None:
        pass


class Api(ThreadingHTTPServer):
    """`records` by number; `answers` stand before them, each once but for the last."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.records: dict[str, bytes] = {}
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[str] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api/v2/studies"

    def handle_error(self, request: object, address: object) -> None:
        """A client that gives up is what is tested."""

    def put(self, number: str, **modules: object) -> bytes:
        protocol = {"identificationModule": {"nctId": number, "briefTitle": "Tired Ears"}, **modules}
        self.records[number] = json.dumps({"protocolSection": protocol, "hasResults": False}).encode()
        return self.records[number]


@contextmanager
def serving_registry() -> Iterator[Api]:
    with Api() as api:
        thread = threading.Thread(target=api.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield api
        finally:
            api.shutdown()
            thread.join()
