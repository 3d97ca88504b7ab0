"""A new site folder: the shared words of the shipped one, and an invented study that shows all a writer can do."""

import re
import shutil
from pathlib import Path

from explainer.errors import ExplainerError
from explainer.language.locales import LOCALES_FILE
from explainer.settings import PACKAGE, SHIPPED

EXAMPLE = PACKAGE / "curate" / "example"
HOOK = PACKAGE / "curate" / "pre-commit-config.yaml"
"""What pre-commit runs in a site's own repository, whose root the site folder is."""


def make_site(target: Path) -> None:
    """Make the site folder `target`; nothing is left of it when that fails.

    Raises:
        ExplainerError: `target` is there already and not an empty folder, or cannot be made.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExplainerError(f"{target} is not an empty folder. Name one that does not exist yet.")
    target = target.absolute()
    # Built beside and renamed, so that a folder by that name is always whole.
    building = target.with_name(f".{target.name}.building")
    try:
        shutil.rmtree(building, ignore_errors=True)
        without_studies = shutil.ignore_patterns("trials")
        shutil.copytree(SHIPPED / "content", building / "content", ignore=without_studies)
        shutil.copytree(EXAMPLE, building / "content" / "trials")
        of_our_study = shutil.ignore_patterns(*(f"{path.name}.po" for path in (SHIPPED / "content" / "trials").iterdir()))
        shutil.copytree(SHIPPED / "translations", building / "translations", ignore=of_our_study)
        _as_drafts(building / LOCALES_FILE)
        shutil.copyfile(HOOK, building / ".pre-commit-config.yaml")
        _put(building, target)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise ExplainerError(f"{target} could not be made: {error.strerror or error}") from error


def _as_drafts(locales: Path) -> None:
    """Offers no translation: the new study is not translated, and whoever keeps a site chooses its languages."""
    head, source, *others = re.split(r"(?m)^(?=\[)", locales.read_text(encoding="utf-8"))
    drafts = (entry.replace('"published"', '"draft"') for entry in others)
    locales.write_text("".join((head, source, *drafts)), encoding="utf-8")


def _put(building: Path, target: Path) -> None:
    """Into an empty folder that is there already, piece by piece: one put in its place would leave a shell in it nowhere."""
    if not target.exists():
        building.rename(target)
        return
    for piece in building.iterdir():
        piece.rename(target / piece.name)
    building.rmdir()
