"""Where the shipped site and the static files are: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _shipped_root() -> Path:
    """The folder that holds the shipped `content/`, `translations/` and `static/`.

    A checkout wins over the copy that a wheel carries, so that an editable install shows what is being edited.
    """
    checkout = PACKAGE.parent
    return checkout if (checkout / "pyproject.toml").is_file() else PACKAGE / "shipped"


SHIPPED = _shipped_root()
STATIC = SHIPPED / "static"
DEFAULT_PORT = 8000
"""TCP port on which `serve` listens unless told otherwise."""
SOURCE_LOCALE = "en"
"""BCP 47 tag of the language in which content is written; every other language is a translation of it."""
