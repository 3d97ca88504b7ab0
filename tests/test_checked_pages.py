"""What readers are told of who checked the words: never more than what was signed."""

import pytest
from conftest import client_of
from pseudo import TAG, pseudo, pseudo_site
from selectolax.lexbor import LexborHTMLParser
from site_folder import COPY, ELIGIBILITY, GOOD, PROTOCOL, QUESTIONS, SITE, SUMMARY, changed, record_of, site_folder

from explainer.curate.sign import Signer, sign
from explainer.sign_off import ROLES

NUMBER = "NCT00000001"
NOBODY = "No doctor or nurse and nobody from the study team has checked these words yet."
SHARED = "What all studies share (questions, guides, meanings of words) is not among them."
OF_RECORD = "The study’s record changed on April 2, 2026. These plain words explain the earlier text."
CUT = changed(ELIGIBILITY, "> History of stroke within 6 months", "> History of stroke [...] within 6 months")
FACT = {COPY: GOOD[COPY] + "\n## How many people\n\n> Sex: ALL\n\nAnyone.\n"}
UPDATED = {"statusModule": {"lastUpdatePostDateStruct": {"date": "2026-04-02"}}}


def words(node):
    return " ".join(node.text(separator=" ").split())


def embed_of(root, part=""):
    answer = client_of(root).get(f"/en/embed/{NUMBER}/{part}", base_url="http://localhost")
    assert answer.status_code == 200
    return words(LexborHTMLParser(answer.get_data(as_text=True)).css_first("main"))


def page_of(root, path=""):
    answer = client_of(root).get(f"/en/trials/{NUMBER}/{path}")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.get_data(as_text=True))


def by(role="study-nurse", name="A. B.", on="2026-03-10"):
    return Signer(role=role, name=name, on=on)


def put(root, files):
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")


def test_where_nobody_signed_the_page_says_so_once(tmp_path):
    root = site_folder(tmp_path)
    page = page_of(root)
    assert words(page.css_first("section.made")).count(NOBODY) == 1
    assert words(page.body).lower().count("checked") == 1
    for audience in ("doctor", "coordinator"):
        assert words(page_of(root, f"questions/{audience}/").css_first("main")).count(NOBODY) == 1


def test_what_is_signed_says_by_whom_and_the_rest_says_not_yet(tmp_path):
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=by(), language="en", units=["stroke", "lead"])
    page = page_of(root)
    assert words(page.css_first("#stroke .plain .soft")) == "Checked on March 10, 2026 by a study nurse ( A. B. )"
    assert words(page.css_first(".lead .plain .soft")).startswith("Checked on March 10, 2026 by a study nurse")
    for unit in ("age", "kidneys"):
        assert words(page.css_first(f"#{unit} .plain .soft")) == "Not checked yet"
    made = words(page.css_first("section.made"))
    assert f"A doctor or nurse has checked 2 of the 9 parts of these words. {SHARED} A program" in made
    assert NOBODY not in made
    asked = words(page_of(root, "questions/doctor/").css_first("main"))
    assert f"2 of the 9 parts of these words. {SHARED}" in asked


def test_all_signed(tmp_path):
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=by("doctor", ""), language="en")
    page = page_of(root)
    assert {words(node) for node in page.css(".unit .plain .soft")} == {"Checked on March 10, 2026 by a doctor"}
    assert "A doctor or nurse has checked all of these words. " + SHARED in words(page.css_first("section.made"))


@pytest.mark.parametrize("role", [role for role in ROLES if "doctor" not in role and "nurse" not in role])
def test_what_nobody_clinical_read_is_never_shown_as_checked(tmp_path, role):
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=by(role, ""), language="en")
    page = page_of(root)
    for node in page.css(".unit .plain .soft"):
        assert words(node).startswith("No doctor or nurse has checked this yet. Read on March 10, 2026 by a")
        assert words(node).endswith(ROLES[role])
    assert "No doctor or nurse has checked these words as they are now. A program" in words(page.css_first("section.made"))
    put(root, changed(ELIGIBILITY, "You had a stroke in", "You had strokes in"))
    page = page_of(root)
    assert words(page.css_first("#stroke .plain .soft")) == "Not checked yet"
    assert "out of date" not in words(page.body)


def test_every_role_has_a_sentence(tmp_path):
    root = site_folder(tmp_path)
    for role in ROLES:
        sign(root, NUMBER, signer=by(role, on=f"2026-03-{10 + len(role)}"), language="en", units=["age"])
        page_of(root)


def test_changed_words_are_no_longer_shown_as_checked(tmp_path):
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=by(), language="en")
    put(root, changed(ELIGIBILITY, "You had a stroke in", "You had strokes in"))
    page = page_of(root)
    stroke = page.css_first("#stroke .plain")
    told = "These words were changed after they were checked on March 10, 2026. No doctor or nurse has checked the new words."
    assert words(stroke.css_first(".notice")) == told
    assert not stroke.css(".soft")
    assert words(stroke).index(told) < words(stroke).index("You had strokes")
    assert [node.parent.parent.attributes["id"] for node in page.css(".plain .notice")] == ["stroke"]
    assert "has checked 8 of the 9 parts of these words. 1 part is out of date. " in words(page.css_first("section.made"))


@pytest.mark.parametrize(("on", "told"), [("2026-03-10", OF_RECORD), ("2026-04-02", OF_RECORD.replace("on", "after", 1))])
def test_a_changed_record_is_told_with_its_date(tmp_path, on, told):
    """The words that the cut leaves out are joining words, so that nothing else is wrong."""
    root = site_folder(tmp_path, CUT | record_of(**UPDATED))
    sign(root, NUMBER, signer=by(on=on), language="en")
    criteria = PROTOCOL["eligibilityModule"]["eligibilityCriteria"].replace("stroke within", "stroke also within")
    put(root, record_of(**UPDATED, eligibilityModule=PROTOCOL["eligibilityModule"] | {"eligibilityCriteria": criteria}))
    page = page_of(root)
    assert [words(node) for node in page.css(".plain .notice")] == [told]
    assert words(page.css_first("#stroke .plain .notice")) == told


@pytest.mark.parametrize(
    ("files", "path", "name"),
    [
        (changed(ELIGIBILITY, "# Who may", "# Which people may"), "", "Which people may be able to take part:"),
        (changed(SUMMARY, "# A study of", "# One study of"), "", "One study of examplinib:"),
        ({COPY: FACT[COPY].replace("Anyone", "Everyone")}, "", "How many people:"),
        ({COPY: FACT[COPY].replace("is invented", "was invented")}, "", "How this page was made:"),
        (changed(QUESTIONS, "my ears tired", "my ears so tired"), "questions/doctor/", "Questions about this study:"),
    ],
)
def test_words_around_units_are_named_when_they_are_out_of_date(tmp_path, files, path, name):
    root = site_folder(tmp_path, FACT)
    sign(root, NUMBER, signer=by(), language="en")
    assert not [node for node in page_of(root, path).css("main .notice") if "changed after" in words(node)]
    put(root, files)
    (late,) = (words(node) for node in page_of(root, path).css("main .notice") if "changed after" in words(node))
    assert late.startswith(f"{name} These words were changed after they were checked on March 10, 2026.")


def test_a_name_is_data(tmp_path):
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=by(name="<b>&amp; {{ 7 }}"), language="en", units=["age"])
    node = page_of(root).css_first("#age .plain .soft bdi")
    assert node.text() == "<b>&amp; {{ 7 }}"
    assert not node.css("b")


def test_a_translation_is_not_checked_by_a_sign_off_of_the_original(tmp_path):
    root = pseudo_site(site_folder(tmp_path / "source"), tmp_path / "site")
    sign(root, NUMBER, signer=by(), language="en")
    answer = client_of(root).get(f"/{TAG}/trials/{NUMBER}/")
    assert answer.status_code == 200
    made = words(LexborHTMLParser(answer.get_data(as_text=True)).css_first("section.made"))
    assert pseudo(NOBODY) in made


def test_what_is_out_of_date_says_so_inside_each_frame(tmp_path):
    root = site_folder(tmp_path, changed(SITE, "may-embed: nobody", "may-embed: everybody"))
    sign(root, NUMBER, signer=by(), language="en")
    parts = ("", "summary/", "eligibility/", "questions/")
    assert not [part for part in parts if "out of date" in embed_of(root, part)]
    put(root, changed(ELIGIBILITY, "You had a stroke in the last 6 months", "You had a stroke within 6 months"))
    assert all("1 part is out of date" in embed_of(root, part) for part in parts)
    assert "These words were changed after they were checked on March 10, 2026." in embed_of(root, "eligibility/")
