"""The process in which PDFs are made: what brings it down, a font or a page, brings down nothing else."""

import resource
import sys
import traceback
import warnings
from contextlib import suppress
from multiprocessing.connection import Connection

from explainer.pdf.press import FAILED, MADE, NotOnPaper, make_press

MOST_MEMORY = 1024**3
"""Bytes of address space; a hundred Chinese pages take half of it."""


def main() -> None:
    """Answer orders until whoever sent them hangs up: first the site's style and address, then a page at a time."""
    connection = Connection(int(sys.argv[1]))
    with suppress(ValueError):  # macOS knows no such limit.
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    # With no font at all Pango brings the process down; WeasyPrint only warns of it, when it is imported.
    warnings.filterwarnings("error", "No fonts configured|FontConfig cannot", UserWarning)
    try:
        press = make_press(*connection.recv())
        connection.send_bytes(MADE)
        while True:
            order = connection.recv()
            try:
                answer = MADE + press(order)
            except NotOnPaper as error:
                answer = FAILED + str(error).encode()
            except Exception:  # noqa: BLE001 (whatever a page does to WeasyPrint, the next one is another)
                answer = FAILED + traceback.format_exc(limit=-3).encode()
            connection.send_bytes(answer)
    except (EOFError, ConnectionError):
        return
    except (ImportError, OSError, UserWarning) as error:
        connection.send_bytes(FAILED + str(error).encode())


if __name__ == "__main__":
    main()
