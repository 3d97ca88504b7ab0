"""A page of a running site as a reader prints it, in Chromium and in Firefox, and the words of each sheet with their places."""

import base64
import json
import shutil
import socket
import subprocess
import time
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
POPPLER = shutil.which("pdftotext")
PAPERS: Mapping[str, tuple[float, float]] = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}
"""Width and height in centimetres."""
SCRIPTS = ("x-western", "ar", "zh-CN")
"""Firefox keeps a default font size for each of the scripts that our languages are written in."""
SET_SIZES = "for (const script of arguments[1]) Services.prefs.setIntPref(`font.size.variable.${script}`, arguments[0])"


class Box(NamedTuple):
    """A word, or as little as a letter where that is how it was set. Edges in points from the sheet's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def slack(self) -> float:
        """How far another word's box may reach into this one: a box is as high as its font, and the next line may touch it."""
        return 0.2 * (self.bottom - self.top)


def sheets(pdf: bytes) -> list[list[Box]]:
    """What stands on each sheet, from the top down."""
    told = subprocess.run([POPPLER, "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    found = []
    for page in ET.fromstring(told).iterfind(".//{*}page"):  # noqa: S314 (our own Poppler wrote it)
        boxes = [Box(word.text, *(float(word.attrib[edge]) for edge in ("xMin", "yMin", "xMax", "yMax"))) for word in page]
        found.append(sorted(boxes, key=lambda box: box.top))
    return found


def under(sheet: list[Box], words: str) -> list[Box]:
    """What stands on a sheet under the words at its head. Fails where it begins with other words, or any lie on these.

    Words are told by how often they hold each letter: paper knows no order of Arabic letters but that on the line.
    """
    wanted = Counter(squeezed(words))
    head, rest = [], sheet
    while rest and len(written(head)) < wanted.total():
        row = [box for box in rest if (box.top + box.bottom) / 2 < rest[0].bottom]
        head, rest = head + row, [box for box in rest if box not in row]
    assert Counter(written(head)) == wanted, f"a sheet begins with {written(head)!r}, not with {words!r}"
    edge = max(box.bottom - box.slack for box in head)
    lying = [box.text for box in rest if box.top + box.slack < edge]
    assert not lying, f"{lying} lies on {words!r}"
    return rest


def written(boxes: list[Box]) -> str:
    return squeezed("".join(box.text for box in boxes))


def squeezed(text: str) -> str:
    """Without white space, ligatures and the shapes of letters: paper has its own, and a radical for a Chinese page."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("⻚", "页")


class Chromium:
    def __init__(self, browser: Any) -> None:
        self.page = browser.new_page()
        self.devtools = self.page.context.new_cdp_session(self.page)

    def pdf(self, address: str, *, paper: str = "a4", font: int = 16) -> bytes:
        """A page on paper of a kind, in a browser whose default font has a size in pixels."""
        self.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": font}})
        self.page.goto(address)
        width, height = PAPERS[paper]
        return self.page.pdf(width=f"{width}cm", height=f"{height}cm", prefer_css_page_size=True)

    def close(self) -> None:
        self.page.context.close()


class Firefox:
    """Firefox without a window, driven over Marionette: a length, a colon and a JSON array each way.

    A sheet of the first ten waits up to a second: Firefox gives a reader the time to press "cancel".
    """

    def __init__(self, profile: Path) -> None:
        (profile / "user.js").write_text('user_pref("marionette.port", 0);\n')
        command = [FIREFOX, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", profile]
        with (profile / "log").open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            self.socket = socket.create_connection(("127.0.0.1", self._port(profile / "MarionetteActivePort")), timeout=60)
            self.answers = self.socket.makefile("rb")
            self._read()
            self._call("WebDriver:NewSession")
        except BaseException:
            self.process.kill()
            raise

    def pdf(self, address: str, *, paper: str = "a4", font: int = 16) -> bytes:
        """A page on paper of a kind, in a browser whose default font has a size in pixels."""
        self._call("Marionette:SetContext", value="chrome")
        self._call("WebDriver:ExecuteScript", script=SET_SIZES, args=[font, SCRIPTS])
        self._call("Marionette:SetContext", value="content")
        self._call("WebDriver:Navigate", url=address)
        width, height = PAPERS[paper]
        return base64.b64decode(self._call("WebDriver:Print", page={"width": width, "height": height})["value"])

    def close(self) -> None:
        self.socket.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _port(self, file: Path) -> int:
        for _ in range(600):
            if file.exists() and (port := file.read_text()):
                return int(port)
            assert self.process.poll() is None, "Firefox ended at its start"
            time.sleep(0.1)
        raise TimeoutError("Firefox did not start")

    def _call(self, command: str, **parameters: object) -> Any:
        body = json.dumps([0, 1, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(body), body))
        _, _, error, value = self._read()
        assert not error, f"{command}: {error['message']}"
        return value

    def _read(self) -> Any:
        length = b"".join(iter(lambda: self.answers.read(1), b":"))
        return json.loads(self.answers.read(int(length)))
