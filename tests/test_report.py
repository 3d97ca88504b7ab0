"""The curator's page: what it tells of each study, what to do next, and how the file is written."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser
from site_folder import (
    BANNER,
    ELIGIBILITY,
    GOOD,
    PRIVACY,
    RECORD,
    SUMMARY,
    changed,
    record_of,
    site_folder,
)

from explainer.settings import SHIPPED

STROKE = "You had a stroke in the last 6 months.\n"
COLUMNS = [
    "Study",
    "Language",
    "What to do next",
    "Passages quoted",
    "Units explained",
    "Reading grade",
    "Notices",
    "Checked by people",
    "Out of date",
    "Findings",
    "Waivers",
]


@pytest.fixture
def reported(explainer, tmp_path):
    """The page of a site folder with some files changed."""

    def make(files=None) -> LexborHTMLParser:
        target = tmp_path / "report.html"
        answer = explainer("report", "--site", site_folder(tmp_path / "site", files), "-o", target)
        assert (answer.code, answer.err) == (0, "")
        return LexborHTMLParser(target.read_text(encoding="utf-8"))

    return make


def cells(page: LexborHTMLParser, row: int = 0) -> dict[str, str]:
    """A row's texts by their columns; the four that a translation has no numbers for hold the same."""
    texts: list[str] = []
    for cell in page.css("tbody tr")[row].css("th, td"):
        texts += [" ".join(cell.text().split())] * int(cell.attributes.get("colspan") or 1)
    heads = [head.text() for head in page.css("thead th")]
    assert heads == COLUMNS
    return dict(zip(heads, texts, strict=True))


def test_the_page_is_one_file_that_asks_for_nothing(explainer, tmp_path, site):
    target = tmp_path / "report.html"
    assert explainer("report", "--site", SHIPPED, "-o", target).code == 0
    text = target.read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|https?://", text)
    page = LexborHTMLParser(text)
    assert "For curators; not for patients." in page.body.text()
    assert page.css_first("html").attributes["lang"] == "en"
    assert len(page.css("h1")) == 1
    assert page.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert len({cell.text() for cell in page.css("tbody th")}) == len(site.trials)
    assert len(page.css("tbody tr")) > len(site.trials)


def test_a_row_tells_how_a_study_stands(reported):
    found = cells(reported())
    assert found == {
        "Study": "NCT00000001A study of examplinib",
        "Language": "en",
        "What to do next": "Have a doctor or a nurse, and the study team, read these words: nobody has checked them yet.",
        "Passages quoted": "5 of 5",
        "Units explained": "5 of 5",
        "Reading grade": "too short to tell",
        "Notices": "1 CONFLICT",
        "Checked by people": "not checked",
        "Out of date": "nothing",
        "Findings": "no findings",
        "Waivers": "none",
    }


NO_STROKE = changed(ELIGIBILITY, f"> History of stroke within 6 months\n\n{STROKE}", f"> Sex: ALL\n\n{STROKE}")
CRITERIA = {"eligibilityCriteria": "Inclusion Criteria:\n\n* Other words\n\nExclusion Criteria:\n\n* Others still\n"}
NEXT = {
    "a changed record": (record_of(eligibilityModule=CRITERIA), "Quote the record as it is now: begin at content/trials"),
    "a passage left out": (NO_STROKE, "Quote and explain what is left out: passage exclusion-1 is not quoted"),
    "an error": (
        changed(ELIGIBILITY, STROKE, f"{STROKE}So you qualify.\n"),
        "Mend 1 error (the site is not shown until then): begin at",
    ),
    "a warning": (changed(SUMMARY, "You would come every", "You would do an intervention every"), "Mend 1 warning (each makes"),
    "a unit not explained": (
        changed(ELIGIBILITY, STROKE, "> [!NOT-EXPLAINED]\n> Nobody knows.\n"),
        "Explain the 1 of 5 units",
    ),
}


@pytest.mark.parametrize("state", NEXT)
def test_what_to_do_next_is_the_most_urgent_thing(reported, state):
    files, sentence = NEXT[state]
    assert cells(reported(files))["What to do next"].startswith(sentence)


def test_what_no_longer_fits_the_record_is_out_of_date(reported):
    found = cells(reported(record_of(eligibilityModule=CRITERIA)))
    assert found["Out of date"] == "6 quotes not in the record"
    assert found["Passages quoted"] == "2 of 4"


def test_a_language_has_a_row_of_its_own(reported):
    page = reported({"translations/locales.toml": '[en]\nstatus = "published"\n[es]\nstatus = "draft"\n'})
    assert [cells(page, row)["Language"] for row in (0, 1)] == ["en", "es (draft)"]
    found = cells(page, 1)
    assert re.fullmatch(r"0 of \d+ messages translated", found["Passages quoted"])
    assert found["What to do next"].startswith(("Translate", "Mend"))


def test_the_last_row_sums_up(reported):
    second = {path.replace("NCT00000001", "NCT00000002"): text for path, text in GOOD.items() if "NCT00000001" in path}
    second = {path: text.replace("NCT00000001", "NCT00000002") for path, text in second.items()}
    page = reported(
        second | changed(ELIGIBILITY, STROKE, f"{STROKE}So you qualify.\n") | changed(PRIVACY, "nothing", "[nothing]")
    )
    assert [row.css_first("th").text()[:11] for row in page.css("tbody tr")] == ["NCT00000001", "NCT00000002"]
    total = [" ".join(cell.text().split()) for cell in page.css("tfoot th, tfoot td")]
    assert total[0] == "All studies"
    assert total[3:5] == ["10 of 10", "10 of 10"]
    assert total[9] == "2 errors"
    (item,) = page.css("main > ul > li")
    assert item.text().startswith(f"{PRIVACY}: 1 error.{PRIVACY}:5: [nothing] is not a term")


@pytest.mark.parametrize("files", [{RECORD: None}, {RECORD: None, BANNER: None}], ids=["no record", "no banner either"])
def test_a_study_that_cannot_be_read_is_told(reported, files):
    page = reported(files)
    assert "There is no study that can be read yet" in page.body.text()
    assert RECORD in page.css_first("main > ul").text()


def test_what_is_found_in_a_file_is_text_to_the_page(reported):
    page = reported(changed(ELIGIBILITY, STROKE, f"<script>x</script>\n\n{STROKE}"))
    assert page.css("script") == []
    assert "<script>" in cells(page)["What to do next"]


def test_the_file_is_written_whole(explainer, tmp_path, monkeypatch):
    root, target = site_folder(tmp_path / "site"), tmp_path / "report.html"
    target.write_text("old")
    assert explainer("report", "--site", root, "-o", target).code == 0
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    target.write_text("old")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", fails)
    code, out, err = explainer("report", "--site", root, "-o", target)
    assert (code, out, err) == (2, "", f"explainer: {target} cannot be written: No space left on device\n")
    assert target.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "site"]


@pytest.mark.parametrize("path", ["site", "nowhere/report.html", "site/content/banner.md/report.html"])
def test_a_place_where_no_file_can_be_is_told(explainer, tmp_path, path):
    root = site_folder(tmp_path / "site")
    code, out, err = explainer("report", "--site", root, "-o", tmp_path / path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert str(tmp_path / path) in err
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_report_wants_a_file_and_a_site(explainer, tmp_path):
    assert explainer("report").code == 2
    assert explainer("report", "--site", tmp_path, "-o", tmp_path / "r.html").code == 2
