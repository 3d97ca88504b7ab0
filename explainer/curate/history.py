"""What a study said at earlier revisions, where the site folder is kept in git."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from explainer.errors import ExplainerError
from explainer.model import Trial
from explainer.reading.loader import load_site

FILES = ("record.json", "trial.md", "summary.md", "eligibility.md", "questions.md")
MOST_REVISIONS = 200
SECONDS = 20


class NoHistory(ExplainerError):
    """Git cannot be asked, or does not know."""


@dataclass(frozen=True, slots=True)
class History:
    """The revisions of one study's folder."""

    root: Path
    trial_id: str

    def trials(self) -> Iterator[Trial]:
        """The study as each of the newest revisions that touched it left it, newest first; unreadable ones are left out.

        Raises:
            NoHistory: the site folder is not in git.
        """
        path = f"content/trials/{self.trial_id}"
        names = self._git("rev-list", f"--max-count={MOST_REVISIONS}", "HEAD", "--", path).decode().split()
        yield from filter(None, map(self._at, names))

    def at(self, revision: str) -> Trial:
        """The study at a revision, by any name that git has for it.

        Raises:
            NoHistory: there is no such revision, or the study cannot be read there.
        """
        unknown = f"git knows no revision {revision!r}"
        if revision.startswith("-"):  # To git that would be an option.
            raise NoHistory(unknown)
        name = self._git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", told=unknown)
        trial = self._at(name.decode().strip())
        if trial is None:
            raise NoHistory(f"{self.trial_id} is not in revision {revision!r}, or cannot be read there")
        return trial

    def holds(self, file: str, content: bytes) -> bool:
        """Whether the newest revision has a file of the study just so."""
        try:
            return self._git("cat-file", "blob", f"HEAD:./content/trials/{self.trial_id}/{file}") == content
        except NoHistory:
            return False

    def _at(self, name: str) -> Trial | None:
        """The study at a commit, read from copies of its files as any other."""
        path = f"content/trials/{self.trial_id}"
        answer = self._git("cat-file", "--batch", input="".join(f"{name}:./{path}/{file}\n" for file in FILES).encode())
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, path).mkdir(parents=True)
            for file in FILES:
                head, _, answer = answer.partition(b"\n")
                if not head.endswith(b" missing"):
                    size = int(head.rpartition(b" ")[2])
                    Path(folder, path, file).write_bytes(answer[:size])
                    answer = answer[size + 1 :]
            return next(iter(load_site(Path(folder)).site.trials), None)

    def _git(self, *arguments: str, input: bytes = b"", told: str = "") -> bytes:
        git = shutil.which("git")
        if git is None:
            raise NoHistory("git is not installed")
        command = [git, "--literal-pathspecs", "-C", str(self.root.absolute()), *arguments]
        english = os.environ | {"LC_ALL": "C"}  # What it says is looked at.
        try:
            # Git by its whole path, without a shell, and with no option that a person typed.
            done = subprocess.run(command, input=input, capture_output=True, check=False, timeout=SECONDS, env=english)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise NoHistory(f"git did not answer within {SECONDS} seconds") from error
        if done.returncode:
            reason = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            if "not a git repository" in reason:
                raise NoHistory(f"{self.root} is not kept in git, so nobody knows what it said before")
            raise NoHistory(f"git says: {reason}" if reason else told)
        return done.stdout
