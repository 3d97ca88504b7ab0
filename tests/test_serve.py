"""`explainer serve` as its users start it: a real process, a real port."""

import subprocess
import sys
import time
import urllib.request

from conftest import TRIAL, serving

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
        """Whether something holds within ten seconds."""
        return any(holds() or time.sleep(0.1) for _ in range(100))

    def page():
        with urllib.request.urlopen(f"{running.address}/en/", timeout=5) as answer:
            return answer.read().decode()

    with running:
        good = banner.read_text(encoding="utf-8")
        banner.write_text(good.replace("This page", "This very page"), encoding="utf-8")
        assert comes(lambda: "This very page" in page())
        banner.write_text("", encoding="utf-8")
        assert comes(lambda: "The last good site is still shown" in running.log.read_text())
        assert comes(lambda: "This very page" in page())
