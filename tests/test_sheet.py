"""The question sheet: chosen by a form, numbered as on the screen, in one language or two, and nothing of a bad address."""

import dataclasses

import pytest
from conftest import TRIAL, client_of
from selectolax.lexbor import LexborHTMLParser

from explainer.language.locales import Locale
from explainer.model import AUDIENCES
from explainer.show.asked import asked_groups
from explainer.show.choice import Choice, choice_fields, read_choice
from explainer.show.pages import ChosenSheetPage
from explainer.show.render import Renderer

SHEET = f"{TRIAL}sheet/"
FIVE = ("mixing", "your-view", "known-help", "known-side-effects", "still-my-doctor")
FIVE_ASKED = "&".join(f"q={id}" for id in FIVE)


def words(node):
    return " ".join(node.text(separator=" ").split())


def asked(page):
    """The numbers and words of the questions, in their order."""
    return [words(item.css_first("p")) for item in page.css("ol.questions > li:has(b)")]


def listed(site, audience):
    groups = asked_groups(site, site.trials[0], audience)
    return [(number, each.question) for group in groups for number, each in enumerate(group.asked, group.start)]


def whole(site):
    return [f"{number}. {question.message.plain}" for audience in AUDIENCES for number, question in listed(site, audience)]


def test_without_a_choice_it_holds_both_lists(read, site):
    page = read(SHEET)
    assert asked(page) == whole(site)
    assert [words(heading) for heading in page.css("h2")] == [
        "Questions for your doctor",
        "Questions for the study coordinator",
    ]


def test_the_form_offers_each_question_of_its_list_and_leads_to_the_sheet(read, site):
    for audience in AUDIENCES:
        form = read(f"{TRIAL}questions/{audience}/").css_first("main form")
        assert form.attributes["action"] == SHEET
        boxes = [box.attributes["value"] for box in form.css("input[name=q]")]
        assert boxes == [question.id for _, question in listed(site, audience)]
        sent = "&".join(f"{box.attributes['name']}={box.attributes['value']}" for box in form.css("[type=hidden], [checked]"))
        assert asked(read(f"{SHEET}?{sent}")) == [f"{n}. {question.message.plain}" for n, question in listed(site, audience)]


def test_chosen_questions_keep_their_order_and_their_numbers(read, site):
    numbers = {question.id: f"{number}. {question.message.plain}" for number, question in listed(site, "doctor")}
    assert asked(read(f"{SHEET}?{FIVE_ASKED}&list=doctor")) == [numbers[id] for id in FIVE]


def test_a_sheet_has_room_to_write(read):
    for item in read(f"{SHEET}?{FIVE_ASKED}").css("ol.questions > li"):
        assert len(item.css(".lines > i")) >= 2


def test_notices_that_bear_on_a_question_stand_on_its_sheet(read):
    age = words(read(f"{SHEET}?q=lowest-age").css_first(".notices"))
    assert "3 to 65" in age
    assert "6 to 65" in age
    assert not read(f"{SHEET}?q=your-view").css(".notices")
    # A question of a unit brings all that its unit is warned of.
    assert "Do not stop, start or change a medicine" in words(read(f"{SHEET}?q=my-immunosuppressants").css_first(".notices"))


def test_it_says_where_it_is_from_and_that_nobody_has_checked_it(read):
    foot = words(read(f"{SHEET}?{FIVE_ASKED}").css_first(".foot"))
    assert "names no phone number" in foot
    assert "https://clinicaltrials.gov/study/NCT06947473" in foot
    assert "version" in foot
    assert "No doctor or nurse and nobody from the study team has checked these words yet." in foot


def test_for_whom_it_is_stands_on_it(read):
    assert words(read(f"{SHEET}?q=your-view&for=child").css_first(".whom")) == "For my child"
    assert words(read(f"{SHEET}?q=your-view&for=me").css_first(".whom")) == "For me"
    assert not read(f"{SHEET}?q=your-view").css(".whom")


@pytest.mark.parametrize(("tag", "second"), [("ar", "en"), ("en", "ar"), ("zh-Hans", "fr"), ("es", "zh-Hans")])
def test_a_second_language_stands_under_each_question(read, renderer, tag, second):
    page = read(f"/{tag}/trials/NCT06947473/sheet/?{FIVE_ASKED}&with={second}")
    other = renderer.editions[second]
    theirs = {question.id: question.message.plain for _, question in listed(other.site, "doctor")}
    under = page.css("ol.questions > li:has(b) .second")
    assert [words(node) for node in under] == [theirs[id] for id in FIVE]
    assert {(node.attributes["lang"], node.attributes["dir"]) for node in page.css(".second")} == {(second, other.locale.dir)}
    assert "".join(other.site.banner.text.split()) in "".join(page.css_first("aside.also").text().split())


def test_labels_are_said_in_both_languages(read):
    label = read(f"{SHEET}?{FIVE_ASKED}&with=es").css_first(".blanks")
    assert "Who was asked:" in words(label)
    assert "A quién se preguntó:" in words(label.css_first("[lang=es]"))


def test_paper_and_large_print_are_chosen(read):
    def chosen(path):
        return set(read(path).css_first("html").attributes["class"].split())

    assert chosen(SHEET) == {"a4"}
    assert chosen(f"{SHEET}?paper=letter&large=yes") == {"letter", "large"}


@pytest.mark.parametrize(
    ("tag", "paper"), [("en", "a4"), ("en-US", "letter"), ("es-MX", "letter"), ("ar-EG", "a4"), ("fr-CA", "letter")]
)
def test_a_language_prints_on_the_paper_of_its_region(tag, paper):
    assert Locale(tag).paper == paper


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("q=nothing&q=your-view", 1),
        ("q=your-view&q=your-view", 1),
        ("q=your-view&paper=a5&paper=&with=tlh&large=2&list=nurse&for=nobody", 5),
        ("q=your-view&paper=a4&paper=letter", 1),
        ("q=your-view&with=en", 1),
        ("q=your-view&q=%3Cscript%3E&q=%00&q=%ff", 3),
        ("q=your-view&utm_source=x&lang=ar", 0),
    ],
)
def test_what_is_not_known_is_left_out_and_counted(read, query, left_out):
    page = read(f"{SHEET}?{query}")
    assert len(asked(page)) == 1
    note = page.css_first(".screen .notice")
    assert (f"left out {left_out} " in words(note)) if left_out else note is None
    assert "script" not in page.body.text()


def test_questions_of_another_study_are_not_known_here(example_client):
    answer = example_client.get(f"/en/trials/EXAMPLE-001/sheet/?q={FIVE[0]}&q=annex-5")
    page = LexborHTMLParser(answer.get_data(as_text=True))
    assert "left out 1 " in words(page.css_first(".screen .notice"))


def test_a_hundred_thousand_questions_are_refused(read):
    read(f"{SHEET}?{'q=x&' * 100_000}", status=400)


def test_as_many_as_an_address_holds_are_read(read):
    assert "left out 4990 " in words(read(f"{SHEET}?{'q=x&' * 4_990}q=mixing").css_first(".screen .notice"))


@pytest.mark.parametrize(
    "path", ["/xx/trials/NCT06947473/sheet/?q=a", "/en/trials/NCT00000000/sheet/?q=a", "/en/trials/sheet/?q=a"]
)
def test_no_sheet_of_what_there_is_not(read, path):
    read(path, status=404)


def test_what_was_chosen_is_kept_nowhere(client):
    chosen, plain = client.get(f"{SHEET}?{FIVE_ASKED}"), client.get(SHEET)
    assert chosen.headers["Cache-Control"] == "no-store"
    assert chosen.headers["X-Robots-Tag"] == "noindex"
    assert chosen.get_data() != plain.get_data()
    assert client.get(SHEET).get_data() == plain.get_data()
    assert client.get(f"{SHEET}?utm_source=x").get_data() == plain.get_data()
    for name, value in chosen.headers.items():
        assert FIVE[0] not in value, name


@pytest.mark.parametrize(("end", "kind", "number"), [("txt", "text/plain", "16. "), ("md", "text/markdown", "**16.** ")])
def test_the_questions_are_had_as_text(client, renderer, end, kind, number):
    path = f"{TRIAL}sheet.{end}"
    answer = client.get(f"{path}?{FIVE_ASKED}&with=ar&for=child")
    text = answer.get_data(as_text=True)
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert text.lstrip("*").startswith(renderer.editions["en"].site.banner.text)
    assert renderer.editions["ar"].site.banner.text in text
    for part in ("NCT06947473", "https://clinicaltrials.gov/study/NCT06947473", "For my child", f"{number}Could it harm me"):
        assert part in text
    mine = dict(listed(renderer.editions["ar"].site, "doctor"))
    assert mine[16].message.plain in text
    everything = client.get(path)
    assert everything.headers["Cache-Control"] == "no-cache"
    assert len(everything.get_data()) > len(answer.get_data())
    assert client.get(f"{path}?{'q=x&' * 6000}").status_code == 400
    assert client.get(path.replace("NCT0", "NCT1")).status_code == 404


def test_a_choice_goes_into_an_address_and_comes_back(site):
    ids = {question.id for audience in AUDIENCES for _, question in listed(site, audience)}
    choice = Choice(questions=FIVE, audiences=("doctor",), whom="child", second="ar", paper="letter", large=True)
    assert read_choice(choice_fields(choice.query), questions=ids, languages=("ar",)) == choice
    assert Choice().query == ""
    assert choice.in_language("ar").second == ""


def test_other_languages_take_the_choice_along(read):
    page = read(f"{SHEET}?{FIVE_ASKED}&with=ar")
    for link in page.css("header nav a"):
        there = read(link.attributes["href"])
        assert len(asked(there)) == len(FIVE)
        assert not there.css(".screen .notice")


def test_a_qr_code_leads_to_the_study_where_its_address_is_known(read, site, renderer):
    assert not read(SHEET).css(".code")
    known = tuple(
        dataclasses.replace(
            edition,
            site=dataclasses.replace(
                edition.site, settings=dataclasses.replace(edition.site.settings, public_address="https://studies.example.org")
            ),
        )
        for edition in renderer.editions.values()
    )
    page = ChosenSheetPage(path=SHEET.removeprefix("/en"), trial=site.trials[0], choice=Choice(questions=FIVE))
    html = LexborHTMLParser(Renderer(known, renderer.static).render(page, Locale("en")))
    assert html.css_first(".code[role=img] svg path").attributes["d"]
    assert f"https://studies.example.org{TRIAL}" in words(html.css_first(".foot"))


def test_the_worksheet_has_each_rule_with_its_label_and_three_empty_boxes(read, site):
    page = read(f"{TRIAL}worksheet/")
    units = [unit for section in site.trials[0].eligibility.sections for unit in section.units]
    rules = page.css(".rule")
    assert [words(rule.css_first("h3")) for rule in rules] == [unit.heading.plain for unit in units]
    for rule in rules:
        assert words(rule.css_first(".label")) in ("Needed to take part", "May rule you out")
        assert [words(box) for box in rule.css(".boxes li")] == ["I think so", "I do not think so", "Ask"]
    assert not page.css("main :is(input, form, script)")
    assert "Only the study team can decide. No box can tell you whether you may take part." in words(page.css_first("main"))


def test_a_rule_that_nobody_explained_stands_in_the_records_words(example):
    path = example / "content" / "trials" / "EXAMPLE-001" / "eligibility.md"
    text = path.read_text(encoding="utf-8")
    start = text.index("\n> ")
    quote = text[start:].partition("\n\n")[0].replace("\n> ", " ").strip()
    plain = text[start:].partition("\n\n")[2].partition("\n\n")[0]
    try:
        path.write_text(text.replace(f"\n\n{plain}", "", 1), encoding="utf-8")
        answer = client_of(example).get("/en/trials/EXAMPLE-001/worksheet/")
    finally:
        path.write_text(text, encoding="utf-8")
    page = LexborHTMLParser(answer.get_data(as_text=True))
    assert words(page.css_first(".rule blockquote")) == quote


def test_another_word_is_another_version(example):
    def version():
        html = client_of(example).get("/en/trials/EXAMPLE-001/sheet/").get_data(as_text=True)
        return words(LexborHTMLParser(html).css_first(".foot")).partition("version ")[2][:8]

    path = example / "content" / "trials" / "EXAMPLE-001" / "questions.md"
    before, text = version(), path.read_text(encoding="utf-8")
    try:
        path.write_text(text.replace("?", " now?", 1), encoding="utf-8")
        assert version() != before
    finally:
        path.write_text(text, encoding="utf-8")
    assert version() == before
