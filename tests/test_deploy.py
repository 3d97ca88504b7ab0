"""The files for whoever puts the site on the net: each tried as it stands, with real parts."""

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
import tomllib
from pathlib import Path

import pytest
from conftest import missing, serving, workers_of
from packaging.requirements import Requirement
from site_folder import SITE, changed, site_folder

FILES = Path(__file__).parent.parent / ".deploy"
STUDY = "/en/trials/NCT00000001/"


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """The production server behind nginx with TLS: the ports of both, and the process of ours."""
    for name in ("nginx", "openssl"):
        if shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
            missing(name)
    folder = tmp_path_factory.mktemp("deploy")
    plain, tls = free_ports(2)
    names = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem", "-subj", "/CN=studies.example.org"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *names]
    subprocess.run(command, check=True, capture_output=True)
    site = site_folder(folder / "site", changed(SITE, "may-embed: nobody", "may-embed: everybody"))
    running = serving(folder, "--site", str(site), "--workers", "2")
    text = (FILES / "nginx.conf").read_text()
    for old, new in (
        *(
            ("127.0.0.1:8000", running.address.removeprefix("http://")),
            ("/etc/letsencrypt/live/studies.example.org", str(folder)),
        ),
        *(("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen 443 ssl", f"listen 127.0.0.1:{tls} ssl")),
        ("/var/log/nginx/explainer.log", f"{folder}/requests.log"),
    ):
        assert old in text
        text = text.replace(old, new)
    text = re.sub(r"listen \[::\].*\n", "", text)
    places = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; {'user root;' if os.geteuid() == 0 else ''}\n"
        f"events {{}}\nhttp {{ {places}\n{text} }}\n"
    )
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    with running:
        process = subprocess.Popen([program, "-c", whole, "-p", folder], stderr=subprocess.PIPE, text=True)
        try:
            for _ in range(100):
                try:
                    socket.create_connection(("127.0.0.1", tls), timeout=1).close()
                    break
                except OSError:
                    assert process.poll() is None, process.stderr.read()
                    time.sleep(0.1)
            yield plain, tls, running
        finally:
            process.terminate()
            process.wait(10)
            process.stderr.close()
    assert (folder / "requests.log").read_text() == ""
    assert "trials" not in (folder / "error.log").read_text()


def asked(port, path=STUDY, headers=None, body=None, *, tls=True):
    """An answer of nginx, as a browser gets it that knows the site by its name."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    kind = http.client.HTTPSConnection if tls else http.client.HTTPConnection
    connection = kind("127.0.0.1", port, timeout=10, **({"context": context} if tls else {}))
    try:
        connection.request("GET", path, body, {"Host": "studies.example.org", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_behind_nginx_the_answer_is_that_of_the_server(behind):
    plain, tls, running = behind
    status, headers, data = asked(tls, headers={"Accept-Encoding": "br", "Cookie": "a=b"})
    own = http.client.HTTPConnection(running.address.removeprefix("http://"))
    own.request("GET", STUDY, headers={"Host": "studies.example.org", "Accept-Encoding": "br"})
    answer = own.getresponse()
    assert (status, data) == (200, answer.read())
    assert {name.lower(): value for name, value in answer.getheaders()}.items() - {
        (name.lower(), value) for name, value in headers.items()
    } <= {(name, answer.headers[name]) for name in ("server", "date")}
    assert headers["strict-transport-security"] == "max-age=31536000"
    own.close()
    status, headers, _ = asked(plain, tls=False)
    assert (status, headers["Location"]) == (308, f"https://studies.example.org{STUDY}")


@pytest.mark.parametrize(
    ("odd", "status"),
    [
        ({"headers": {"X": "a" * 20_000}}, 400),
        ({"path": "/" + "a" * 20_000}, 414),
        ({"body": b"a" * 5000}, 413),
    ],
)
def test_what_nginx_refuses_is_no_page_without_the_notice(behind, odd, status):
    found, headers, data = asked(behind[1], **odd)
    assert found == status
    assert headers["Content-Type"] == "text/plain"
    assert b"nginx" not in data


def test_a_worker_killed_behind_nginx_takes_at_most_its_own_answers_with_it(behind):
    _, tls, running = behind
    stop, seen, odd = threading.Event(), [], []

    def load():
        while not stop.is_set():
            status, _, data = asked(tls)
            (seen if status == 200 and b"</html>" in data[-20:] else odd).append(status)

    readers = [threading.Thread(target=load) for _ in range(4)]
    for reader in readers:
        reader.start()
    while len(seen) < 40:
        time.sleep(0.01)
    os.kill(workers_of(running.process)[0], signal.SIGKILL)
    while len(seen) + len(odd) < 200:
        time.sleep(0.01)
    stop.set()
    for reader in readers:
        reader.join()
    assert len(odd) <= len(readers)


def test_the_unit_of_systemd_is_understood_and_guarded(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        missing("systemd-analyze")
    unit = tmp_path / "explainer.service"
    unit.write_text((FILES / unit.name).read_text().replace("/srv/explainer/.venv/bin/explainer", "/bin/true"))
    told = subprocess.run([program, "verify", unit], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    subprocess.run([program, "security", "--offline=true", "--threshold=20", unit], check=True, capture_output=True)


def test_the_pinned_packages_are_those_that_the_project_asks_for():
    """Each with its hashes, nothing left out, and no address of whoever was asked for them."""
    project = tomllib.loads((FILES.parent / "pyproject.toml").read_text())["project"]
    text = (FILES / "requirements.txt").read_text()
    assert "://" not in text
    pinned = {}
    for entry in text.replace("\\\n", " ").splitlines():
        name, *hashes = entry.split(" --hash=")
        requirement = Requirement(name.strip())
        (version,) = requirement.specifier
        assert version.operator == "=="
        assert all(each.strip().startswith("sha256:") for each in hashes)
        assert hashes, name
        pinned[requirement.name] = version.version
    for wanted in map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["pdf"]]):
        assert wanted.specifier.contains(pinned[wanted.name]), f"{wanted}: pin again, as the README says"
