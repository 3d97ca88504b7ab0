"""The one way in which a command writes the file that was asked for."""

from contextlib import suppress
from pathlib import Path

from explainer.errors import ExplainerError


def write(target: Path, data: bytes) -> None:
    """Built beside and renamed, so that a file by that name is always whole.

    Raises:
        ExplainerError: it cannot be written.
    """
    building = target.with_name(f".{target.name}.building")
    try:
        building.write_bytes(data)
        building.replace(target)
    except OSError as error:
        with suppress(OSError):  # What is told is why it failed, not that its remains did not go away either.
            building.unlink()
        raise ExplainerError(f"{target} cannot be written: {error.strerror or error}") from error
