"""What an earlier run kept: it changes nothing that is found or shown, and nothing wrong gets past it."""

import os
import pickle
import re
import shutil
import time
from copy import copy

import pytest
from site_folder import PRIVACY, SENSES, SHORT, site_folder

from explainer import gather as room
from explainer import inputs
from explainer.checks import check
from explainer.checks.editions import read_editions
from explainer.curate.new_site import make_site
from explainer.export.site import everything
from explainer.finding import Finding, Where, in_reading_order
from explainer.gather import gather
from explainer.packed import Packed, PackedTrial
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED, STATIC
from explainer.show.render import Renderer, static_files
from explainer.store import Store, cache_folder

STUDY = "NCT06947473"
DAMAGED = [
    {"eligibility.md": ("50", "60"), "trial.md": ("copy: whole", "copy: perhaps")},
    {"summary.md": ("may", "will surely"), "questions.md": ("#", "##")},
    {"record.json": ("Years", "Yeers")},
]
"""In each file of a study, something that breaks other rules."""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "kept")


@pytest.fixture
def folder(tmp_path):
    make_site(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The shipped study in all its languages, a copy for each of the damages, what is no study at all, and few guides."""
    root = tmp_path_factory.mktemp("many")
    for name in ("content", "translations"):
        shutil.copytree(SHIPPED / name, root / name)
    # What all studies share is read alike, much or little.
    (root / SENSES).write_text(SHORT[SENSES], encoding="utf-8")
    for path in sorted((root / "content" / "guides").iterdir())[1:]:
        path.unlink()
    trials = root / "content" / "trials"
    for number, changes in enumerate(DAMAGED, 1):
        id = f"NCT0000000{number}"
        shutil.copytree(trials / STUDY, trials / id)
        for name, change in changes.items():
            path = trials / id / name
            path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
        for catalog in (root / "translations").glob(f"*/LC_MESSAGES/{STUDY}.po"):
            text = catalog.read_text(encoding="utf-8")
            catalog.with_name(f"{id}.po").write_text(text.replace("50", "55", number), encoding="utf-8")
    (trials / "notes.md").write_text("no study")
    (trials / "README.md").write_text("How to write here")
    settings = root / "content" / "site.md"
    settings.write_text(settings.read_text().replace("public-address:", "public-address: https://studies.example.org", 1))
    (root / "content" / "guides" / "costs.md").write_text(
        "# Costs {#page-costs}\n\nYou will surely be cured.\n\n## Main\n\nYes.\n"
    )
    return root


def whole(root):
    """The site read and checked at once, without anything kept."""
    loaded = load_site(root)
    editions, translated = read_editions(root, loaded.site)
    return editions, in_reading_order([*loaded.findings, *check(loaded.site), *translated])


@pytest.fixture(scope="module")
def at_once(many):
    return whole(many)


@pytest.fixture(scope="module")
def first(many, tmp_path_factory):
    """What the first run over it finds, and what it keeps."""
    kept = tmp_path_factory.mktemp("first") / "kept"
    return gather(many, Store(kept)), kept


def unpacked(edition):
    """An edition with its studies as they were written down."""
    return [[getattr(trial, name) for name in trial.__dataclass_fields__] for trial in edition.site.trials]


def test_a_site_study_by_study_is_the_site_at_once(many, at_once, first, store, monkeypatch):
    editions, findings = at_once
    assert len(findings) > 20
    together, kept = first
    assert len(together.editions[0].site.trials) <= room.A_BATCH
    monkeypatch.setattr(room, "A_BATCH", 1)
    for found in (together, gather(many, Store(kept)), gather(many, store), gather(many, store)):
        assert found.findings == findings
        assert [each.locale for each in found.editions] == [each.locale for each in editions]
        assert [unpacked(each) for each in found.editions] == [unpacked(each) for each in editions]
        assert found.editions[1].site.glossary == editions[1].site.glossary


def test_only_what_is_new_is_read_and_checked(many, first, monkeypatch, tmp_path):
    root, store = shutil.copytree(many, tmp_path / "site"), Store(shutil.copytree(first[1], tmp_path / "kept"))
    asked = []
    made = room._batch
    monkeypatch.setattr(room, "_batch", lambda *args: asked.extend(args[-1]) or made(*args))
    monkeypatch.setattr(room, "_shared", lambda _: pytest.fail("what all share did not change"))
    eligibility = root / "content" / "trials" / STUDY / "eligibility.md"
    eligibility.write_text(eligibility.read_text(encoding="utf-8").replace("may", "will surely"), encoding="utf-8")
    found = gather(root, store)
    assert asked == [STUDY]
    assert found.findings == whole(root)[1]


@pytest.mark.parametrize("path", ["content/glossary.md", "content/everyday-words.md", "translations/es/words.toml", "new.md"])
def test_what_all_share_concerns_each_study(folder, store, path):
    gather(folder, store)
    target = folder / path if "/" in path else folder / "content" / "guides" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("# Words\n\nnothing\n", encoding="utf-8")
    found = gather(folder, store)
    assert found.findings == whole(folder)[1]


def test_a_study_by_way_of_a_link_is_followed(folder, store):
    (study,) = (folder / "content" / "trials").iterdir()
    study.with_name("EXAMPLE-002").symlink_to(study.name)
    (study / "round").symlink_to("..")
    first = gather(folder, store)
    (study / "summary.md").write_text("nothing", encoding="utf-8")
    again = gather(folder, store)
    assert {finding.where.path.split("/")[2] for finding in {*again.findings} - {*first.findings}} == {
        study.name,
        "EXAMPLE-002",
    }
    assert again.findings == whole(folder)[1]


def test_an_error_is_kept_as_an_error(tmp_path, store):
    root = site_folder(tmp_path / "site", {"content/trials/NCT01234567/summary.md": "nothing"})
    first, again = gather(root, store), gather(root, store)
    assert any(finding.severity == "error" for finding in first.findings)
    assert again.findings == first.findings == whole(root)[1]


def spoil_cut(path, _):
    path.write_bytes(path.read_bytes()[:-7])


def spoil_swapped(path, others):
    path.write_bytes(next(data for other, data in others.items() if other != path))


def spoil_theirs(path, _):
    path.write_bytes(pickle.dumps(("not", "ours")))


def spoil_link(path, _):
    target = path.with_name("elsewhere")
    path.rename(target)
    path.symlink_to(target)


def spoil_pipe(path, _):
    path.unlink()
    os.mkfifo(path)


def spoil_rights(path, _):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [spoil_cut, spoil_swapped, spoil_theirs, spoil_link, spoil_pipe, spoil_rights])
def test_what_is_not_whole_and_ours_is_made_anew(folder, store, spoil):
    before = gather(folder, store)
    kept = {path: path.read_bytes() for path in store.folder.iterdir()}
    for path in kept:
        spoil(path, kept)
    assert [store.get(path.name) for path in kept] == [None] * len(kept)
    after = gather(folder, store)
    assert after.findings == before.findings
    assert [*map(unpacked, after.editions)] == [*map(unpacked, before.editions)]


def test_a_folder_that_others_may_write_to_is_not_read(folder, tmp_path):
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    gather(folder, Store(open_to_all))
    assert [*open_to_all.iterdir()] == []


def test_where_nothing_can_be_kept_all_is_made_each_time(folder, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert gather(folder, Store(blocked / "kept")).findings == gather(folder, Store(None)).findings == whole(folder)[1]


def test_what_changes_while_it_is_read_is_not_kept(folder, store, monkeypatch):
    made = room._batch

    def changing(*args):
        answer = made(*args)
        (folder / "content" / "home-note.md").write_text("new")
        return answer

    monkeypatch.setattr(room, "_batch", changing)
    gather(folder, store)
    assert [*store.folder.iterdir()] == []


def test_a_change_that_leaves_a_files_size_and_date_as_they_were_is_noticed(folder, monkeypatch):
    """What the file system says of a file stands for what it holds only while that cannot have changed."""
    monkeypatch.setattr(inputs, "A_WHILE", 20_000_000)
    path = folder / PRIVACY
    time.sleep(0.05)
    before, dates = inputs.read_inputs(folder), path.stat()
    assert inputs.read_inputs(folder) == before
    path.write_text(path.read_text().swapcase())
    os.utime(path, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    assert inputs.read_inputs(folder) != before


def test_what_only_some_studies_bring_elsewhere_is_told_each_time(folder, store, monkeypatch):
    made = room.check
    error = Finding(rule="across", severity="error", where=Where(path="content/glossary.md"), message="two studies", fix="mend")
    monkeypatch.setattr(room, "check", lambda site: (*made(site), *([error] if site.trials else [])))
    assert error in gather(folder, store).findings
    assert error in gather(folder, store).findings


def test_no_more_is_kept_than_there_is_room_for(store):
    for number in range(5):
        store.put(str(number), b"x" * 1000)
        os.utime(store.folder / str(number), (number, number))
    store.get("0")  # Used just now.
    store.trim(2500)
    assert sorted(path.name for path in store.folder.iterdir()) == ["0", "4"]


def test_it_stands_in_the_users_own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    store = Store(cache_folder())
    assert store.folder == tmp_path / "xdg" / "explainer"
    assert store.folder.stat().st_mode & 0o777 == 0o700
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "explainer"


def test_no_list_of_studies_opens_one(at_once, first, monkeypatch):
    monkeypatch.setattr("explainer.show.listing.FEW", 3)

    def lists(editions):
        static = static_files(STATIC)
        files = [file for file in everything(Renderer(editions, static)) if not file.trial]
        return {file.path: file.make() for file in files if re.search(r"^/[\w-]+/$|/studies/|\.(json|atom|xml)$", file.path)}

    expected = lists(at_once[0])
    assert {"/es/", "/ar/studies/s/", "/fr/search/index.json", "/en/trials.json", "/en/changes.atom", "/sitemap.xml"} < {
        *expected
    }
    monkeypatch.setattr("explainer.packed._opened", lambda _: pytest.fail("a study was opened"))
    assert lists(first[0].editions) == expected


def test_a_packed_study_is_the_study(site):
    trial = site.trials[0]
    packed = PackedTrial.of(trial.id, Packed(room.pack(trial), b"", b"", b""))
    for each in (packed, copy(packed)):
        assert each.title == trial.title
        assert each.documents == trial.documents
        assert not hasattr(each, "nothing")
