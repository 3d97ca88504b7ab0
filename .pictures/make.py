"""Makes the pictures of the README from the real pages: `python .pictures/make.py` (needs the extra `[test]` and Chromium)."""

import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
PORT = 8766
TRIAL = f"http://127.0.0.1:{PORT}/en/trials/NCT06947473/"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PICTURES = (
    ("desk.png", f"{TRIAL}#age", 1200, 800, "light", "#age summary"),
    ("phone.png", TRIAL, 390, 760, "light", None),
    ("phone-rule.png", f"{TRIAL}#ecog", 390, 760, "dark", "#ecog summary"),
    ("phone-questions.png", f"{TRIAL}questions/doctor/#group-this-study", 390, 760, "light", None),
)


def main() -> None:
    """Start a server, take each picture, stop the server."""
    server = subprocess.Popen([sys.executable, "-m", "explainer", "serve", "--port", str(PORT)], stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{PORT}/healthz")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            for name, address, width, height, theme, click in PICTURES:
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
                page.goto(address)
                if click:
                    page.click(click)
                page.screenshot(path=HERE / name)
                print(HERE / name)
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


def wait_for(address: str) -> None:
    """Until the server answers, ten seconds at most."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
