"""The registry, asked over the network: one record at a time, within limits of time and size, from its own hosts only."""

import re
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpx

from explainer.errors import ExplainerError

HOSTS = ("clinicaltrials.gov", "www.clinicaltrials.gov")
API = f"https://{HOSTS[0]}/api/v2/studies"
"""Its API, version 2: a study's entry is at this address, a slash, and its number."""
NUMBER = re.compile(r"NCT\d{8}", re.IGNORECASE)
SECONDS = 60
"""For one record, with its tries; and `PAUSE` for a server that says nothing at all."""
PAUSE = 15
MOST_BYTES = 30_000_000
"""Of one record, unpacked. Those with the longest results have some 10 MB."""
TRIES = 4
MOST_REDIRECTS = 3
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, *(status for status in HTTPStatus if status >= HTTPStatus.INTERNAL_SERVER_ERROR))
AGENT = "explainer (plain-language pages for clinical studies)"


class NotFetched(ExplainerError):
    """The registry gave no record. The text says why."""


class _TryAgain(Exception):
    """What may go better the next time. `after`: seconds for which the server asks to be left alone."""

    def __init__(self, why: str, after: float = 0) -> None:
        super().__init__(why)
        self.after = after


def registry_number(source: str) -> str:
    """The number that a text is, or that an address of the registry names; else empty."""
    if NUMBER.fullmatch(source):
        return source.upper()
    try:
        address = urlsplit(source)
        ours = address.scheme in ("http", "https") and address.hostname in HOSTS
    except ValueError:
        return ""
    match = NUMBER.search(address.path)
    return match.group().upper() if ours and match else ""


@dataclass(slots=True)
class Registry:
    """`base` is the address of its API. Waits `backoff` seconds before a second try, twice as long before each next one."""

    base: str = API
    backoff: float = 1.0
    seconds: float = SECONDS
    _client: httpx.Client | None = field(default=None, init=False)

    def record(self, number: str) -> bytes:
        """A study's entry, byte for byte.

        Raises:
            NotFetched: there is none, or none came within the limits.
        """
        end = time.monotonic() + self.seconds
        for attempt in range(1, TRIES + 1):
            try:
                return self._asked(f"{self.base}/{number}", number, end)
            except _TryAgain as error:
                wait = max(self.backoff * 2 ** (attempt - 1), error.after)
                if attempt == TRIES or time.monotonic() + wait > end:
                    raise NotFetched(f"{number}: {error} (asked {attempt} times). Try again later.") from error
                time.sleep(wait)
        raise AssertionError

    def _asked(self, address: str, number: str, end: float) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with self._open().stream("GET", address) as answer:
                    if not answer.has_redirect_location:
                        return _body(answer, number, end)
                    address = self._next(address, answer.headers["Location"], number)
            except httpx.TimeoutException as error:
                raise _TryAgain("the registry does not answer") from error
            except (httpx.TransportError, httpx.DecodingError) as error:
                raise _TryAgain(f"the registry cannot be reached, or broke off: {error}") from error
            except httpx.HTTPError as error:
                raise NotFetched(f"{number}: {error}") from error
        raise NotFetched(f"{number}: the registry sends us on without end")

    def _open(self) -> httpx.Client:
        if self._client is None:
            headers = {"User-Agent": AGENT, "Accept": "application/json"}
            self._client = httpx.Client(headers=headers, timeout=min(PAUSE, self.seconds))
        return self._client

    def _next(self, address: str, location: str, number: str) -> str:
        """Where a redirect leads: only to where we asked, or to the registry, and never out of an encrypted line."""
        to = urljoin(address, location)
        here, there = urlsplit(self.base), urlsplit(to)
        same = (there.scheme, there.netloc) == (here.scheme, here.netloc)
        if not same and not (there.scheme == "https" and there.netloc in HOSTS and here.hostname in HOSTS):
            raise NotFetched(f"{number}: the registry sends us on to {there.netloc or to!r}, which is not the registry")
        return to


def _body(answer: httpx.Response, number: str, end: float) -> bytes:
    if answer.status_code == HTTPStatus.NOT_FOUND:
        raise NotFetched(f"{number}: the registry knows no such number")
    if answer.status_code in BUSY:
        after = answer.headers.get("Retry-After", "")
        raise _TryAgain(f"the registry is busy ({answer.status_code})", float(after) if after.isdecimal() else 0)
    if answer.status_code != HTTPStatus.OK:
        why = "save the record with a browser, and import the file"
        raise NotFetched(f"{number}: the registry refuses ({answer.status_code}); {why}")
    body = bytearray()
    for piece in answer.iter_bytes(65_536):
        body += piece
        if len(body) > MOST_BYTES:
            raise NotFetched(f"{number}: the answer has more than {MOST_BYTES // 1_000_000} MB")
        if time.monotonic() > end:
            raise NotFetched(f"{number}: the answer did not come within the time that we wait")
    return bytes(body)
