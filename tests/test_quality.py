"""The linters, as the last two tests that somebody forgets to run by hand."""

import subprocess
import sys

import pytest

from explainer.settings import PACKAGE

CHECKOUT = PACKAGE.parent


@pytest.mark.parametrize("arguments", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join)
def test_linters_are_silent(arguments):
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
