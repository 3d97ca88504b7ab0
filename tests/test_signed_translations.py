"""A translation is signed by itself: an edit of it, of its original or of the record puts what it touches out of date."""

import pytest
from pseudo import ACCENTED, TAG, pseudo_site
from selectolax.lexbor import LexborHTMLParser
from site_folder import ELIGIBILITY, site_folder
from werkzeug.test import Client

from explainer.checks.editions import read_editions
from explainer.checks.sign_offs import standings
from explainer.curate.sign import Signer, sign
from explainer.errors import ExplainerError
from explainer.language.catalogs import catalog_path
from explainer.language.locales import Locale
from explainer.reading.loader import load_site
from explainer.settings import STATIC
from explainer.show.render import Renderer, static_files
from explainer.web.app import create_app

NUMBER = "NCT00000001"
TRANSLATOR = Signer(role="medical-translator", name="T.", on="2026-03-10")
DOCTOR = Signer(role="study-doctor", name="D.", on="2026-03-11")
CATALOG = catalog_path(Locale(TAG), NUMBER)
UNCHECKED = "This is a translation. No medical translator has checked it yet".translate(ACCENTED)


@pytest.fixture
def root(tmp_path):
    return pseudo_site(site_folder(tmp_path / "source"), tmp_path / "site")


def states(root, language=TAG):
    site = load_site(root).site
    editions, _ = read_editions(root, site)
    (trial,) = next(edition for edition in editions if edition.locale.tag == TAG).site.trials
    found = standings(site.trials[0], language, trial if language == TAG else None)
    return {id: standing.moved for id, standing in found.items() if standing.state != "signed"}


def edit(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def page(root, path=f"/{TAG}/trials/{NUMBER}/"):
    editions, _ = read_editions(root, load_site(root).site)
    return LexborHTMLParser(Client(create_app(Renderer(editions, static_files(STATIC)))).get(path).get_data(as_text=True))


def test_signing_a_translation_says_nothing_of_the_original(root):
    sign(root, NUMBER, signer=DOCTOR, language=TAG)
    assert states(root) == {}
    assert set(states(root, "en").values()) == {()}
    assert not page(root, f"/en/trials/{NUMBER}/").css(".checked")


def test_an_edited_translation_is_out_of_date_alone(root):
    sign(root, NUMBER, signer=DOCTOR, language=TAG)
    sign(root, NUMBER, signer=DOCTOR, language="en")
    edit(root, CATALOG, 'msgid "A stroke"\nmsgstr "⟦', 'msgid "A stroke"\nmsgstr "⟦é ')
    assert states(root) == {"stroke": ("translation",)}
    assert states(root, "en") == {}
    findings = [f for f in read_editions(root, load_site(root).site)[1] if f.rule == "sign-off-out-of-date"]
    assert [f"--unit stroke --language {TAG}" in finding.fix for finding in findings] == [True]


def test_an_edited_original_is_out_of_date_in_both(root):
    sign(root, NUMBER, signer=DOCTOR, language=TAG)
    sign(root, NUMBER, signer=DOCTOR, language="en")
    edit(root, ELIGIBILITY, "You had a stroke in the last 6 months.", "You have had a stroke in the last 6 months.")
    assert states(root) == {"stroke": ("original", "translation")}
    assert states(root, "en") == {"stroke": ("original",)}


def test_a_page_says_that_nobody_checked_a_translation_until_a_translator_did(root):
    assert UNCHECKED in page(root).css_first("p.translated").text()
    sign(root, NUMBER, signer=DOCTOR, language=TAG)
    assert UNCHECKED in page(root).css_first("p.translated").text()
    sign(root, NUMBER, signer=TRANSLATOR, language=TAG)
    assert UNCHECKED not in page(root).css_first("p.translated").text()
    assert UNCHECKED in page(root, f"/{TAG}/glossary/").css_first("p.translated").text()
    edit(root, CATALOG, 'msgid "A stroke"\nmsgstr "⟦', 'msgid "A stroke"\nmsgstr "⟦é ')
    assert UNCHECKED in page(root).css_first("p.translated").text()


def test_what_is_shown_in_the_original_cannot_be_signed(root):
    edit(root, ELIGIBILITY, "You had a stroke in the last 6 months.", "You have had a stroke in the last 6 months.")
    with pytest.raises(ExplainerError, match="'stroke' is shown in the original"):
        sign(root, NUMBER, signer=DOCTOR, language=TAG)
    sign(root, NUMBER, signer=DOCTOR, language=TAG, units=["kidneys"])
    assert "kidneys" not in states(root)


def test_a_language_that_the_site_has_not_cannot_be_signed(root):
    with pytest.raises(ExplainerError, match="language 'xx'"):
        sign(root, NUMBER, signer=DOCTOR, language="xx")
