"""A site folder as the repository of its writers: the hook that comes with it, and the one line for a hook of one's own."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from explainer.curate.new_site import make_site
from explainer.settings import PACKAGE


@pytest.fixture
def repository(tmp_path):
    """A new site in a git repository, and a shell in which `explainer` is a command."""
    root = tmp_path / "site"
    make_site(root)
    command = tmp_path / "bin" / "explainer"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m explainer "$@"\n')
    command.chmod(0o755)
    who = {f"GIT_{role}_{what}": "nobody@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    environment = os.environ | who | none | {"PATH": f"{command.parent}:{os.environ['PATH']}"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=60)

    assert run("git", "init", "--quiet").returncode == 0
    return root, run


def break_a_sentence(root: Path) -> None:
    path = root / "content/glossary.md"
    path.write_text(path.read_text(encoding="utf-8").replace("\n\n", "\n\nA `word`.\n\n", 1), encoding="utf-8")


def test_the_hook_that_comes_with_a_site_refuses_what_is_broken(repository):
    root, run = repository
    (repo,) = yaml.safe_load((root / ".pre-commit-config.yaml").read_text())["repos"]
    (hook,) = repo["hooks"]
    # What pre-commit needs of a hook of the repository itself (pre-commit.com: "Repository local hooks").
    assert (repo["repo"], hook["language"], hook["pass_filenames"]) == ("local", "system", False)
    assert {"id", "name", "entry"} <= hook.keys()
    assert run(*shlex.split(hook["entry"])).returncode == 0
    break_a_sentence(root)
    done = run(*shlex.split(hook["entry"]))
    assert done.returncode == 1
    assert done.stdout.startswith("content/glossary.md:")


def test_a_hook_of_one_line_keeps_what_is_broken_from_being_committed(repository):
    root, run = repository
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexec explainer check --site .\n")
    hook.chmod(0o755)
    run("git", "add", "--all")
    assert run("git", "commit", "--message", "Begin").returncode == 0
    break_a_sentence(root)
    run("git", "add", "--all")
    done = run("git", "commit", "--message", "Break")
    assert done.returncode == 1
    assert "content/glossary.md:" in done.stdout + done.stderr
    assert run("git", "log", "--format=%s").stdout == "Begin\n"


def test_what_github_shows_names_the_files_of_the_repository(repository):
    root, run = repository
    break_a_sentence(root)
    assert run("explainer", "check", "--site", ".", "--format", "github").stdout.startswith("::error file=content/glossary.md,")


def test_the_readme_says_the_same():
    readme = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
    assert "`#!/bin/sh` and `exec explainer check --site .`" in readme
    (workflow,) = (text for text in re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL) if "runs-on" in text)
    steps = yaml.safe_load(workflow)["jobs"]["check"]["steps"]
    assert steps[-1] == {"run": "explainer check --site . --format github"}
