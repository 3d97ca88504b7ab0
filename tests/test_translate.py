"""`explainer translate`: catalogs in step with the texts, nothing guessed, nothing lost, and only changes change a file."""

import re

import pytest
from pseudo import TAG, pseudo_site
from site_folder import ELIGIBILITY, site_folder

from explainer.curate.translate import add_locale, locales_of, status, update, write_templates
from explainer.errors import ExplainerError
from explainer.language.catalog_files import WAS, WAS_TRANSLATED
from explainer.language.catalogs import catalog_path, read_catalog
from explainer.language.extraction import interface
from explainer.language.locales import Locale, read_locales
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED

STUDY = "NCT00000001"
OLD, NEW = "You had a stroke in the last 6 months.", "You have had a stroke in the last 6 months."


@pytest.fixture
def root(tmp_path):
    return pseudo_site(site_folder(tmp_path / "source"), tmp_path / "site")


def edit(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def updated(root):
    site = load_site(root).site
    return update(root, site, locales_of(root))


def study(root):
    return read_catalog(root, Locale(TAG), STUDY)[0]


def test_an_update_without_a_change_changes_nothing(root):
    assert updated(root) == ([], [])


def test_a_changed_original_loses_its_translation_and_keeps_it_as_a_comment(root):
    before = study(root).entries["paragraph", OLD].forms[0]
    edit(root, ELIGIBILITY, OLD, NEW)
    updated(root)
    entry = study(root).entries["paragraph", NEW]
    assert (entry.forms, entry.fuzzy) == (("",), False)
    assert entry.comments[0] == WAS + OLD
    assert " ".join(entry.comments[1:]) == WAS_TRANSLATED + before
    assert updated(root) == ([], [])


def test_a_translation_comes_back_with_its_original(root):
    whole = (root / catalog_path(Locale(TAG), STUDY)).read_text(encoding="utf-8")
    edit(root, ELIGIBILITY, OLD, NEW)
    updated(root)
    edit(root, ELIGIBILITY, NEW, OLD)
    updated(root)
    assert (root / catalog_path(Locale(TAG), STUDY)).read_text(encoding="utf-8") == whole


def test_an_original_like_no_other_gets_no_comment(root):
    edit(root, ELIGIBILITY, OLD, "Zebras graze.")
    updated(root)
    assert study(root).entries["paragraph", "Zebras graze."].comments == ()


def test_the_opposite_is_never_taken_for_the_same(root):
    """`Do not take it` turned into `Take it` must not keep a translation that forbids it."""
    edit(root, ELIGIBILITY, OLD, "You had no stroke in the last 6 months.")
    updated(root)
    entry = study(root).entries["paragraph", "You had no stroke in the last 6 months."]
    assert not entry.translated
    assert entry.forms == ("",)


def test_a_broken_catalog_is_told_and_left_as_it_is(root):
    path = root / catalog_path(Locale(TAG), STUDY)
    cut = path.read_text(encoding="utf-8")[:-40]
    path.write_text(cut, encoding="utf-8")
    changed, broken = updated(root)
    assert path not in changed
    assert [finding.rule for finding in broken] == ["catalog-broken"]
    assert path.read_text(encoding="utf-8") == cut


def test_what_is_written_tells_no_time_and_no_machine(root):
    for path in (root / "translations").rglob("*.po"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"Creation-Date|Revision-Date|Generated-By|Last-Translator|Team", text)
        assert str(root) not in text


def test_lines_that_only_move_change_no_catalog(root):
    text = (root / ELIGIBILITY).read_text(encoding="utf-8")
    before, heading, after = text.partition("\n## ")
    (root / ELIGIBILITY).write_text(f"{before}\n\n\n{heading}{after}", encoding="utf-8")
    assert updated(root) == ([], [])


def test_templates_hold_what_there_is_to_translate(root, tmp_path):
    paths = write_templates(load_site(root).site, tmp_path / "pot")
    assert [path.name for path in paths] == ["ui.pot", "content.pot", f"{STUDY}.pot"]
    text = paths[2].read_text(encoding="utf-8")
    assert "#. The record: History of stroke within 6 months\n#. Numbers that stay: 6" in text
    assert f"#: {ELIGIBILITY}\n" in text
    assert 'msgctxt "question"' in text


def test_how_far_a_language_is(root):
    edit(root, ELIGIBILITY, OLD, NEW)
    updated(root)
    found = {each.domain: each for each in status(root, load_site(root).site, locales_of(root))}
    assert (found[STUDY].lacking, found[STUDY].fuzzy) == (1, 0)
    assert found["content"].translated == found["content"].total


def test_a_new_language_begins_as_a_draft(root):
    locale = add_locale(root, "pt")
    assert [each.tag for each in read_locales(root)] == [TAG]
    assert [each.tag for each in read_locales(root, "draft")] == ["pt"]
    updated(root)
    assert (root / catalog_path(locale, STUDY)).is_file()
    with pytest.raises(ExplainerError, match="already"):
        add_locale(root, "pt")


@pytest.mark.parametrize("tag", ["", "xx-yy-zz", "../../etc", "klingon!"])
def test_what_is_no_language_is_said(root, tag):
    before = (root / "translations/locales.toml").read_bytes()
    with pytest.raises(ExplainerError, match="not a language"):
        add_locale(root, tag)
    assert (root / "translations/locales.toml").read_bytes() == before


def test_a_language_that_is_not_there_is_said(root):
    with pytest.raises(ExplainerError, match="no translation into 'fr'"):
        locales_of(root, ("fr",))


def test_the_shipped_catalogs_are_up_to_date():
    site = load_site(SHIPPED).site
    from explainer.curate.translate import fresh_catalogs

    for path, text, findings in fresh_catalogs(SHIPPED, site, locales_of(SHIPPED)):
        assert findings == ()
        assert path.read_text(encoding="utf-8") == text, f"{path}: run `explainer translate update`"


def test_the_interface_is_found_in_templates_and_code():
    found = {original.id: original for original in interface()}
    assert "Needed to take part" in found
    assert found["%(n)s year"].plural == "%(n)s years"
    assert "Written by: %(author)s, on %(day)s." in found
    assert all(original.places for original in found.values())
