"""`explainer serve` as its users start it: a real process, a real port."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from conftest import TRIAL, serving, workers_of

from explainer.curate.new_site import make_site


def test_it_says_where_and_what_it_serves_and_works_from_an_empty_folder(tmp_path):
    running = serving(tmp_path)
    with running as address:
        with urllib.request.urlopen(address + TRIAL, timeout=5) as answer:
            assert b"Confirm with the study team" in answer.read()
        told = running.log.read_text()
    assert address in told
    assert "1 study" in told


def test_another_site_folder(example, tmp_path):
    with (
        serving(tmp_path, "--site", str(example)) as address,
        urllib.request.urlopen(f"{address}/en/trials/EXAMPLE-001/", timeout=5) as answer,
    ):
        assert answer.status == 200


def test_it_refuses_a_site_with_errors(tmp_path):
    folder = tmp_path / "site"
    make_site(folder)
    (folder / "content" / "banner.md").unlink()
    command = [sys.executable, "-m", "explainer", "serve", "--site", str(folder), "--port", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    assert "content/banner.md: error:" in done.stderr
    assert "Traceback" not in done.stderr


def test_watching_shows_changes_and_keeps_the_last_good_site(tmp_path):
    folder = tmp_path / "site"
    make_site(folder)
    banner = folder / "content" / "banner.md"
    running = serving(tmp_path, "--site", str(folder), "--watch")

    def comes(holds):
        """Whether something holds within twenty seconds."""
        return any(holds() or time.sleep(0.1) for _ in range(200))

    def page():
        with urllib.request.urlopen(f"{running.address}/en/", timeout=5) as answer:
            return answer.read().decode()

    with running:
        good = banner.read_text(encoding="utf-8")
        banner.write_text(good.replace("This page", "This very page"), encoding="utf-8")
        assert comes(lambda: "This very page" in page())
        banner.write_text("", encoding="utf-8")
        assert comes(lambda: "The last good site is still shown" in running.log.read_text())
        assert "content/banner.md" in running.log.read_text()
        assert comes(lambda: "This very page" in page())
        # As `git switch` does: taken away, and others put in their place.
        content = folder / "content"
        shutil.copytree(content, tmp_path / "other")
        (tmp_path / "other" / "banner.md").write_text(good.replace("This page", "This other page"), encoding="utf-8")
        shutil.rmtree(content)
        assert comes(lambda: "no folder `content`" in running.log.read_text())
        shutil.move(tmp_path / "other", content)
        assert comes(lambda: "This other page" in page())
        banner.write_text(good.replace("This page", "This third page"), encoding="utf-8")
        assert comes(lambda: "This third page" in page())


def test_watching_sees_what_was_changed_while_it_started(tmp_path):
    folder = tmp_path / "site"
    make_site(folder)
    running = serving(tmp_path, "--site", str(folder), "--watch")

    def comes(words):
        """Whether words are told within twenty seconds."""
        return any((running.log.is_file() and words in running.log.read_text()) or time.sleep(0.02) for _ in range(1000))

    def damage():
        assert comes("http://")
        (folder / "content" / "banner.md").write_text("", encoding="utf-8")

    damaging = threading.Thread(target=damage)
    damaging.start()
    with running:
        damaging.join()
        assert comes("The last good site is still shown")
        assert "content/banner.md" in running.log.read_text()


# Bounds: what one request may take of a real server.

HOST = b"Host: localhost\r\n"
LAST = b"Connection: close\r\n"


def connected(address):
    where = urlsplit(address)
    return socket.create_connection((where.hostname, where.port), timeout=15)


def said(connection):
    """All that comes until the other side hangs up."""
    with connection:
        data = b""
        with suppress(ConnectionResetError):  # It hung up on what we had still to say.
            while more := connection.recv(65536):
                data += more
        return data


def ask(address, request):
    connection = connected(address)
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(request)
    return said(connection)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /%s HTTP/1.1\r\n" % (b"a" * 50_000) + HOST, (414, 431)),
        (b"GET / HTTP/1.1\r\nX: %s\r\n" % (b"a" * 50_000) + HOST, (431,)),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 101 + HOST, (431,)),
        (b"GET / HTTP/1.1\r\n" + LAST, (400,)),
        (b"GET / HTTP/1.1\r\n" + LAST + HOST + HOST, (400,)),
        (b"GET /\0 HTTP/1.1\r\n" + HOST, (400,)),
        (b"GET /a b HTTP/1.1\r\n" + HOST, (400,)),
        (b"GET / HTTP/1.1\r\nX: a\r\n folded\r\n" + HOST, (400,)),
        (b"GET / HTTP/1.1\r\nX : a\r\n" + HOST, (400,)),
        (b"GET /\r\n", (400,)),
        (b"POST /en/ HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n" + HOST, (400,)),
        (b"POST /en/ HTTP/1.1\r\nContent-Length: -4\r\n" + HOST, (400,)),
        # A body is not read: whoever announces one gets the answer at once, and the line is cut.
        (b"POST /en/ HTTP/1.1\r\nContent-Length: 10000000000\r\n" + HOST, (405,)),
        (b"POST /en/ HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n" + HOST, (405,)),
        (b"POST /en/ HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n" + HOST, (405,)),
        (b"GET /en/ HTTP/1.1\r\nContent-Length: 5000000\r\n" + HOST + b"\r\n" + b"a" * 5_000_000, (200, 0)),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n", (0, 400)),
        (b"\x16\x03\x01\x02\x00\x01\x00", (400,)),
        (b"GET /en/ HTTP/1.0\r\n" + HOST, (200,)),
        (b"GET /healthz HTTP/1.0\r\n", (200,)),
        (b"GET http://elsewhere.example/en/ HTTP/1.1\r\n" + LAST + HOST, (200,)),
        (
            b"GET /en/ HTTP/1.1\r\nIf-None-Match: \xff\r\nAccept-Encoding: \xff\r\nCookie: \xff\r\nConnection: close\r\n"
            + HOST,
            (200,),
        ),
        (b"OPTIONS * HTTP/1.1\r\n" + LAST + HOST, (404, 405)),
        (b"GET /en/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + LAST + HOST, (404,)),
    ],
)
def test_odd_and_oversized_requests_are_refused_or_answered_at_once(server, request_, status):
    started = time.monotonic()
    answer = ask(server, request_ + b"\r\n")
    assert int(answer[9:12] or 0) in status, answer[:200]
    assert time.monotonic() - started < 8, "it waited for more"
    assert answer.count(b"HTTP/1.") <= 1, "what came after was taken for a request"
    if b"text/html" in answer:
        assert b"Confirm with the study team" in answer or b"<body" not in answer


def test_several_requests_on_one_line_are_answered_in_turn(server):
    requests = b"".join(b"GET %s HTTP/1.1\r\n%s\r\n" % (path, HOST) for path in (b"/healthz", b"/nothing", b"/robots.txt"))
    answer = ask(server, requests + b"HEAD /nothing HTTP/1.1\r\n" + LAST + HOST + b"\r\n")
    assert [int(each[:3]) for each in answer.split(b"HTTP/1.1 ")[1:]] == [200, 404, 200, 404]
    assert answer.endswith(b"\r\n\r\n"), "a body came after HEAD"


def test_slow_clients_are_sent_away_and_hold_up_nobody(server):
    """Silent, half-way through, or a letter at a time: more of them than there are threads."""
    silent = [connected(server) for _ in range(20)]
    half = [connected(server) for _ in range(20)]
    for each in half:
        each.sendall(b"GET / HTTP/1.1\r\nHo")
    reads_nothing = [connected(server) for _ in range(5)]
    for each in reads_nothing:
        each.sendall((b"GET %s HTTP/1.1\r\n%s\r\n" % (TRIAL.encode(), HOST)) * 50)
    with urllib.request.urlopen(server + TRIAL, timeout=5) as answer:
        assert answer.status == 200
    drip = connected(server)
    with suppress(BrokenPipeError, ConnectionResetError), drip:
        for letter in b"GET / HTTP/1.1\r\nX: " + b"a" * 100:
            drip.sendall(bytes([letter]))
            time.sleep(0.25)
        pytest.fail("a letter at a time was taken for 30 seconds")
    for each in (*silent, *half):
        each.settimeout(1)
        assert said(each) in (b"", b"HTTP/1.1 408 Request Timeout\r\n")
    for each in reads_nothing:
        each.close()


def test_a_worker_killed_under_load_takes_only_its_own_answers_with_it(tmp_path):
    """And another takes its place."""
    running, stop, seen = serving(tmp_path, "--workers", "2"), threading.Event(), Counter()

    def load():
        while not stop.is_set():
            try:
                with urllib.request.urlopen(running.address + TRIAL, timeout=10) as answer:
                    seen[len(answer.read())] += 1
            except (OSError, http.client.HTTPException) as error:
                seen["failed"] += 1
                seen[repr(error)] += 1

    with running:
        readers = [threading.Thread(target=load) for _ in range(4)]
        for reader in readers:
            reader.start()
        while sum(seen.values()) < 200:
            time.sleep(0.01)
        before = workers_of(running.process)
        assert len(before) == 2
        os.kill(before[0], signal.SIGKILL)
        while sum(seen.values()) < 600:
            time.sleep(0.01)
        stop.set()
        for reader in readers:
            reader.join()
        after = workers_of(running.process)
        told = running.log.read_text()
    assert seen.pop("failed", 0) <= len(readers), seen
    assert len([each for each in seen if isinstance(each, int)]) == 1, seen
    assert len(after) == 2
    assert len({*before, *after}) == 3
    assert "Unexpected exit" in told
    assert "NCT" not in told.replace(str(tmp_path), "")


def test_what_has_begun_is_ended_before_the_server_stops(tmp_path):
    """Two PDFs, one being made and one waiting."""
    running, answers = serving(tmp_path), {}

    def take(tag):
        with urllib.request.urlopen(f"{running.address}{TRIAL.replace('en', tag)}study.pdf", timeout=30) as answer:
            answers[tag] = answer.read()

    with running as address:
        half = connected(address)
        half.sendall(b"GET / HTTP/1.1\r\nHo")
        readers = [threading.Thread(target=take, args=(tag,)) for tag in ("ar", "es")]
        for reader in readers:
            reader.start()
        time.sleep(0.3)
        assert not answers
        running.process.terminate()
        for reader in readers:
            reader.join()
        assert running.process.wait(20) == 0
    half.close()
    assert {tag: (made[:5], made.rstrip()[-5:]) for tag, made in answers.items()} == dict.fromkeys(
        ("ar", "es"), (b"%PDF-", b"%%EOF")
    )
