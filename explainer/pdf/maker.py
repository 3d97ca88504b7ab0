"""PDFs on request: one process makes them, few may wait for it, each takes a bounded time, and what was made is kept."""

import hashlib
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import BoundedSemaphore, Lock

from explainer.errors import ExplainerError, TooBusy
from explainer.model import Banner
from explainer.pdf.press import FONTS, MADE, Order

MOST_AT_ONCE = 2
"""One being made, one waiting. Each holds a thread that could serve pages, so the next is sent away."""
MOST_SECONDS = 20.0
"""For one PDF, the start of the process included; a study's takes one or two."""
MOST_BYTES = 32 * 1024 * 1024
"""How much is kept; what was asked for longest ago goes first."""
MISSING = (
    "no PDF can be made here: {why}. Install the extra (pip install 'explainer[pdf]') and its system libraries "
    "(Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk)"
)
NO_ANSWER = f"the PDF was not made: its process ended. If no fonts are installed here, {FONTS}"
TOO_LONG = f"the PDF was not made in {MOST_SECONDS:.0f} seconds"


class NoPdf(ExplainerError):
    """There is no PDF, and the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Child:
    """The process, and the line to it. It ends by itself when the line is cut."""

    process: subprocess.Popen[bytes]
    line: Connection

    def ask(self, what: object, seconds: float) -> bytes:
        """Its answer.

        Raises:
            NoPdf: it has none, it ended, or it takes too long.
        """
        try:
            self.line.send(what)
            if not self.line.poll(seconds):
                raise NoPdf(TOO_LONG)
            answer = self.line.recv_bytes()
        except (EOFError, OSError) as error:
            raise NoPdf(NO_ANSWER) from error
        if not answer.startswith(MADE):
            raise NoPdf(answer[len(MADE) :].decode())
        return answer[len(MADE) :]

    def end(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


class PdfMaker:
    """Makes PDFs of one site's pages. `styles`: the text of its style sheets by address; `address`: where it is, or empty.

    Raises:
        NoPdf: the extra `pdf` or a library that it needs is missing.
    """

    def __init__(self, styles: Mapping[str, str], address: str, seconds: float = MOST_SECONDS) -> None:
        self._site = (dict(styles), address)
        self._seconds = seconds
        self._places = BoundedSemaphore(MOST_AT_ONCE)
        self._one = Lock()
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._child: _Child | None = self._start()

    def __call__(self, html: str, banner: Banner) -> bytes:
        """The PDF of a page that was rendered and audited.

        Raises:
            TooBusy: others are being made.
            NoPdf: it could not be made.
        """
        key = hashlib.sha256(html.encode()).digest()
        if (kept := self._kept.get(key)) is not None:
            return kept
        if not self._places.acquire(blocking=False):
            raise TooBusy("other PDFs are being made: try again in a moment")
        try:
            with self._one:
                made = self._kept.get(key) or self._make(Order(html=html, banner=banner.text, line=banner.line.plain))
                self._keep(key, made)
                return made
        finally:
            self._places.release()

    def close(self) -> None:
        """End the process."""
        if self._child:
            self._child.end()
            self._child = None

    def _make(self, order: Order) -> bytes:
        self._child = self._child or self._start()
        try:
            return self._child.ask(order, self._seconds)
        except NoPdf:
            # It may be stuck, dead or short of memory: the next page gets a fresh one.
            self.close()
            raise

    def _start(self) -> _Child:
        ours, theirs = Pipe()
        with theirs:
            command = [sys.executable, "-m", "explainer.pdf.child", str(theirs.fileno())]
            process = subprocess.Popen(  # noqa: S603 (our own module)
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the server, which then hangs up.
            )
        child = _Child(process=process, line=ours)
        try:
            child.ask(self._site, self._seconds)
        except NoPdf as error:
            child.end()
            raise NoPdf(MISSING.format(why=str(error).rstrip("."))) from error
        return child

    def _keep(self, key: bytes, made: bytes) -> None:
        self._kept[key] = made
        self._kept.move_to_end(key)
        while sum(map(len, self._kept.values())) > MOST_BYTES:
            self._kept.popitem(last=False)
