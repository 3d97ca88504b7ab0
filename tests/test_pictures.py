"""Pictures show what the record and the glossary say, no more and no less; real Chromium sees whether they can be read."""

import dataclasses

import pytest
from conftest import TRIAL, serving
from selectolax.lexbor import LexborHTMLParser

from explainer.language.editions import Interface, source_edition
from explainer.language.locales import Locale
from explainer.model import Notice
from explainer.reading.loader import load_site
from explainer.record import Passage, Record
from explainer.show.ages import age_line, conflict_line, read_ages
from explainer.show.pages import GlossaryPage, TrialPage
from explainer.show.pictures import Pictures, course, picture_of
from explainer.show.render import Renderer
from explainer.walk import walk


def words(node):
    return " ".join(node.text().split())


def agreed(site, minimum, maximum):
    """The study with these two age fields, and with nothing that disagrees with them."""
    trial = site.trials[0]
    record = dataclasses.replace(trial.record, minimum_age=minimum, maximum_age=maximum)
    return dataclasses.replace(trial, record=record, eligibility=dataclasses.replace(trial.eligibility, sections=()))


def line_of(site, minimum, maximum):
    return age_line(agreed(site, minimum, maximum), Interface())


def conflict_of(trial):
    return next(notice for notice in walk(trial.documents, Notice) if notice.kind == "CONFLICT")


def conflicting(site, rule):
    """The line of the study's conflict, its age rule in other words."""
    trial = site.trials[0]
    notice = conflict_of(trial)
    field, quote = notice.quotes
    passages = tuple(dataclasses.replace(p, text=rule) if p.quotable == quote.text else p for p in trial.record.passages)
    assert passages != trial.record.passages
    other = dataclasses.replace(trial, record=dataclasses.replace(trial.record, passages=passages))
    quotes = (field, dataclasses.replace(quote, text=rule))
    return conflict_line(other, dataclasses.replace(notice, quotes=quotes), Interface())


@pytest.mark.parametrize(
    ("low", "high", "text", "unit", "marks", "place"),
    [
        ("6 Years", "65 Years", "6 to 65 years", "years", (0, 20, 40, 60, 80), (7.5, 73.75)),
        ("18 Years", "60 Years", "18 to 60 years", "years", (0, 20, 40, 60), (30, 70)),
        ("6 Months", "18 Months", "6 to 18 months", "months", (0, 6, 12, 18), (33.33, 66.67)),
        ("6 Months", "17 Years", "6 months to 17 years", "years", (0, 5, 10, 15, 20), (2.5, 82.5)),
        ("1 Week", "8 Weeks", "1 to 8 weeks", "weeks", (0, 2, 4, 6, 8), (12.5, 87.5)),
        ("1 Day", "1 Week", "1 day to 1 week", "days", (0, 2, 4, 6, 8), (12.5, 75)),
        ("1 Year", "120 Years", "1 to 120 years", "years", (0, 50, 100, 150), (0.67, 79.33)),
        ("18 Years", "", "18 years or older", "years", (0, 20, 40, 60, 80, 100), (18, 82)),
        ("", "17 Years", "Up to 17 years", "years", (0, 5, 10, 15, 20), (0, 85)),
    ],
)
def test_the_age_fields_lie_where_they_say(site, low, high, text, unit, marks, place):  # noqa: PLR0917 (a table's columns)
    line = line_of(site, low, high)
    (row,) = line.rows
    assert (row.words, line.unit, line.marks, (row.start, row.length)) == (text, unit, marks, place)
    assert (row.no_lowest, row.no_highest) == (not low, not high)
    assert line.places[0] == 0
    assert line.places[-1] == 100


@pytest.mark.parametrize(
    ("low", "high"),
    [("", ""), ("N/A", "N/A"), ("6 Years", "old"), ("six Years", "65 Years"), ("65 Years", "6 Years"), ("6 Moons", "")],
)
def test_nothing_is_drawn_of_ages_that_are_not_known(site, low, high):
    assert line_of(site, low, high) is None


def test_both_ages_of_a_conflict_are_drawn_alike(site):
    trial = site.trials[0]
    line = conflict_line(trial, conflict_of(trial), Interface())
    assert [(row.place, row.words, row.start, row.length) for row in line.rows] == [
        ("fields", "6 to 65 years", 7.5, 73.75),
        ("rules", "3 to 65 years", 3.75, 77.5),
    ]
    assert age_line(trial, Interface()) is None, "one line alone would choose a side"


def test_a_group_of_the_record_is_named_with_its_ages(example):
    trial = load_site(example).site.trials[0]
    fields, rules = conflict_line(trial, conflict_of(trial), Interface()).rows
    assert (fields.group, fields.words) == ("", "12 to 60 years")
    assert (rules.group, rules.words) == ("Part B (children from 12 years)", "14 to 17 years")


def test_a_conflict_of_which_one_side_cannot_be_read_is_not_drawn(site):
    assert conflicting(site, "Aged 14 to 65 years").rows[1].words == "14 to 65 years"
    assert conflicting(site, "Aged over 14 years") is None
    assert conflicting(site, "Aged 6 to 65 years") is None, "it says the same"


def test_of_three_sides_no_two_are_drawn_alone(site):
    trial = site.trials[0]
    notice = conflict_of(trial)
    third = dataclasses.replace(notice.quotes[0], text="No severe allergic constitution;")
    assert conflict_line(trial, dataclasses.replace(notice, quotes=(*notice.quotes, third)), Interface()) is None


def test_a_conflict_about_something_else_is_not_drawn(site):
    trial = site.trials[0]
    notice = conflict_of(trial)
    assert conflict_line(trial, dataclasses.replace(notice, quotes=notice.quotes[1:]), Interface()) is None
    assert conflict_line(trial, dataclasses.replace(notice, kind="UNCLEAR"), Interface()) is None


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Male or female patients aged 3-65 years old;", ("3 years", "65 years")),
        ("Aged 14 to 17 years at screening", ("14 years", "17 years")),
        ("Between 18 and 75 years of age", ("18 years", "75 years")),
        ("Age 6 months to 17 years", ("6 months", "17 years")),
        ("Age ≥ 18 years and ≤ 65 years", ("18 years", "65 years")),
        ("Patients 18 years of age or older", ("18 years", "")),
        ("Age up to 12 months", ("", "12 months")),
        ("Aged 18-65", None),  # it does not say of what
        ("Age ≥ 18 years and < 65 years", None),
        ("Older than 18 years", None),
        ("Age under 18 years", None),
        ("Not aged 18 to 65 years", None),
        ("Aged 18 to 65 years, ill for at least 2 years", None),
        ("Aged 18 to 40 years or 50 to 65 years", None),
        ("Ill for 3 to 6 months", None),
        ("Adults of any age", None),
    ],
)
def test_ages_are_read_from_text_without_any_guess(text, ages):
    assert read_ages(text) == ages


def dated(**days):
    labels = {"start": "Start", "results": "Main results by", "end": "End", "changed": "Last update"}
    fields = [Passage(id=f"field-{name}", part="field", label=labels[name], text=day) for name, day in days.items()]
    return course(Record(id="NCT00000001", passages=tuple(fields)))


@pytest.mark.parametrize(
    ("days", "order", "plans"),
    [
        ({"start": "2026-01-05", "changed": "2026-01-12", "end": "2027-09"}, "start changed results end", True),
        (
            {"start": "2020-01", "results": "2021-01", "end": "2022-01", "changed": "2023-01"},
            "start results end changed",
            False,
        ),
        ({"start": "2027-01", "changed": "2026-01-12"}, "changed start results end", True),
        ({"end": "2022-01"}, "start results end changed", False),
        ({}, "start results end changed", False),
    ],
)
def test_the_course_is_in_order_and_its_gaps_stay(days, order, plans):
    found = dated(**days)
    assert [event.moment for event in found.events] == order.split()
    assert {event.moment: event.day for event in found.events if event.day} == days
    assert found.known == bool(days)
    assert found.plans == plans


def test_terms_and_guides_have_their_drawing(site):
    for id, count in (("ecog", 6), ("car-t-cell", 4), ("titre", 3)):
        assert len(picture_of(site, id).words) == count
    assert picture_of(site, "cell-and-gene-therapy") == picture_of(site, "car-t-cell")
    assert picture_of(site, "lupus") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda blocks: blocks[:-1],
        lambda blocks: (blocks[0], *reversed(blocks[1:])),
        lambda blocks: (*blocks[:2], dataclasses.replace(blocks[2], kind="bullets"), *blocks[3:]),
        lambda _: (),
    ],
)
def test_an_entry_with_other_paragraphs_is_shown_without_a_drawing(site, renderer, change):
    """A drawing of which the words have gone would say something else; the words that are left are all shown."""
    ecog = next(term for term in site.glossary if term.id == "ecog")
    other = dataclasses.replace(ecog, blocks=change(ecog.blocks))
    changed = dataclasses.replace(site, glossary=(other,))
    assert picture_of(changed, "ecog") is None
    page = LexborHTMLParser(Renderer((source_edition(changed),), renderer.static).render(GlossaryPage(), Locale("en")))
    assert not page.css("figure")
    for block in other.blocks:
        assert block.parts[0].plain in words(page.body)


def test_a_drawn_entry_says_each_paragraph_once(read, site):
    page = read("/en/glossary/")
    for id in ("ecog", "car-t-cell", "titre"):
        entry = next(node for node in page.css(".entry") if node.css_first("h2").id == id)
        told = [words(node) for node in entry.css("p")]
        for block in next(term for term in site.glossary if term.id == id).blocks:
            assert told.count(" ".join(block.parts[0].plain.split())) == 1


def test_every_shape_is_left_out_of_what_is_read_aloud_and_holds_no_text(read, example_client):
    pages = [read(path) for path in (TRIAL, "/en/glossary/", "/en/guides/cell-and-gene-therapy/")]
    pages.append(LexborHTMLParser(example_client.get("/en/trials/EXAMPLE-001/").get_data(as_text=True)))
    assert [len(page.css("figure")) for page in pages] == [1, 3, 1, 2]
    for page in pages:
        for shape in page.css("figure svg"):
            assert shape.attributes.get("aria-hidden") == "true" or shape.parent.tag == "svg"
            assert not words(shape)
        assert not page.css("figure [style], figure style")


def test_the_words_of_an_age_picture_say_all_of_it(read):
    told = words(read(TRIAL).css_first("#age .notice figure"))
    for each in ("The record’s age fields 6 to 65 years", "The list of rules 3 to 65 years", "Age in years"):
        assert each in told
    assert not read(TRIAL).css_first("#age figure strong")
    assert len(read(TRIAL).css("#age figure li b")) == 2


def test_ages_on_which_the_record_agrees_stand_with_the_facts(renderer, site):
    trial = agreed(site, "12 Years", "")
    page = LexborHTMLParser(renderer.render(TrialPage(path="/x/", trial=trial), Locale("en")))
    assert words(page.css_first(".facts figure.ages li")) == "12 years or older"
    assert len(page.css("figure")) == 1


def test_the_words_of_a_course_say_all_of_it(example_client, read):
    page = LexborHTMLParser(example_client.get("/en/trials/EXAMPLE-001/").get_data(as_text=True))
    assert [words(node) for node in page.css(".course li")] == [
        "Start January 5, 2026",
        "Last change of the record January 12, 2026",
        "Last data for the main result June 30, 2027",
        "End September 30, 2027",
    ]
    assert "is a plan" in words(page.css_first(".course figcaption"))
    when = next(row for row in read(TRIAL).css(".facts > div") if words(row.css_first("dt")) == "When")
    assert "no dates" in words(when)
    assert not when.css("figure")


def test_a_gap_in_the_course_is_said(renderer, site):
    start = Passage(id="field-start", part="field", label="Start", text="2026-01")
    trial = dataclasses.replace(site.trials[0], record=dataclasses.replace(site.trials[0].record, passages=(start,)))
    page = LexborHTMLParser(renderer.render(TrialPage(path="/x/", trial=trial), Locale("en")))
    assert [words(node) for node in page.css(".course li")] == [
        "Start January 2026",
        "Last data for the main result Not in our copy",
        "End Not in our copy",
        "Last change of the record Not in our copy",
    ]
    assert [node.attributes["class"] for node in page.css(".course li")] == ["known", "gap", "gap", "gap changed"]


def test_templates_ask_for_pictures_by_id(site):
    pictures = Pictures(site=site, interface=Interface())
    assert pictures.of("titre") == picture_of(site, "titre")
    assert pictures.ages(site.trials[0]) is None
    assert pictures.ages(site.trials[0], conflict_of(site.trials[0])) is not None
    assert not pictures.course(site.trials[0]).known


@pytest.fixture(scope="module")
def example_server(example, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("example"), "--site", str(example)) as address:
        yield address


@pytest.fixture
def figures(browser, server, example_server):
    """Opens each page that has a figure; closes what it opened."""
    contexts = []

    def open_pages(width=320, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        for address in (
            server + TRIAL,
            f"{server}/en/glossary/",
            f"{server}/en/guides/cell-and-gene-therapy/",
            f"{example_server}/en/trials/EXAMPLE-001/",
        ):
            page = context.new_page()
            page.goto(address)
            assert page.locator("figure").count()
            yield page

    yield open_pages
    for context in contexts:
        context.close()


BOXES = """() => [...document.querySelectorAll('figure')].map(figure => {
  const boxes = [], walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim()) continue;
    range.selectNodeContents(text);
    const size = parseFloat(getComputedStyle(text.parentElement).fontSize);
    for (const box of range.getClientRects())
      boxes.push([text.data.trim(), box.left, box.top, box.right, box.bottom, size]);
  }
  for (const shape of figure.querySelectorAll('li > svg, p > svg')) {
    const box = shape.getBoundingClientRect();
    boxes.push(['shape', box.left, box.top, box.right, box.bottom, 99]);
  }
  return boxes;
})"""


def overlap(one, other):
    across = min(one[3], other[3]) - max(one[1], other[1])
    down = min(one[4], other[4]) - max(one[2], other[2])
    return across > 1 and down > 2  # letters keep clear of the edges of their boxes


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_labels_are_large_apart_and_on_the_page(figures, width, direction):
    for page in figures(width):
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for boxes in page.evaluate(BOXES):
            assert len(boxes) > 3
            for place, box in enumerate(boxes):
                assert box[5] >= 16, box
                assert box[1] >= 0, box
                assert box[3] <= width, box
                for other in boxes[place + 1 :]:
                    assert not overlap(box, other), (box, other)


BARS = """() => [...document.querySelectorAll('.ages li > svg')].map(svg => {
  const line = svg.getBoundingClientRect(), bar = svg.querySelector('rect').getBoundingClientRect();
  return {width: line.width, before: bar.left - line.left, after: line.right - bar.right, bar: bar.width, high: bar.height};
})"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_two_ages_start_in_two_places_and_look_alike(figures, width):
    page = next(figures(width))
    fields, rules = page.evaluate(BARS)
    assert fields["before"] == pytest.approx(fields["width"] * 6 / 80, abs=0.5)
    assert rules["before"] == pytest.approx(rules["width"] * 3 / 80, abs=0.5)
    assert fields["before"] - rules["before"] > 6
    assert fields["after"] == pytest.approx(rules["after"], abs=0.5)
    assert fields["high"] == rules["high"]
    looks = page.evaluate(
        """() => [...document.querySelectorAll('.ages li')].map(row => [row.querySelector('b'), row.querySelector('rect')]
          .map(node => (s => [s.fontWeight, s.fontSize, s.color, s.fill, s.opacity, node.getBoundingClientRect().height].join())
          (getComputedStyle(node))).join() + row.querySelector('b').getBoundingClientRect().left)"""
    )
    assert looks[0] == looks[1]


def test_pictures_are_mirrored_from_right_to_left(figures):
    for page in figures(320):
        before = page.evaluate(BARS)
        marks = "() => [...document.querySelectorAll('.marks span')].map(n => n.getBoundingClientRect().left)"
        shapes = "() => [...document.querySelectorAll('figure li > svg')].map(n => n.getBoundingClientRect().left)"
        dots = "() => [...document.querySelectorAll('.course li')].map(n => getComputedStyle(n, '::before').left)"
        first = [page.evaluate(each) for each in (marks, shapes, dots)]
        page.evaluate("document.documentElement.dir = 'rtl'")
        for left, right in zip(before, page.evaluate(BARS), strict=True):
            assert right["after"] == pytest.approx(left["before"], abs=0.5)
            assert right["before"] == pytest.approx(left["after"], abs=0.5)
        then = [page.evaluate(each) for each in (marks, shapes, dots)]
        assert sorted(then[0], reverse=True) == then[0]
        assert sorted(first[0]) == first[0]
        if page.locator(".sketch").count():
            assert first[1] != then[1]
            turned = "() => [...document.querySelectorAll('.sketch li > svg')].map(n => getComputedStyle(n).transform)"
            assert set(page.evaluate(turned)) == {"matrix(-1, 0, 0, 1, 0, 0)"}
        if first[2]:
            assert first[2] != then[2]


CONTRAST = """() => {
  const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const behind = node => { for (; node; node = node.parentElement) { const c = getComputedStyle(node).backgroundColor;
    if (!/^rgba.*, 0\\)$/.test(c)) return light(c); } return 1; };
  return [...document.querySelectorAll('figure li > svg')].map(svg => {
    const one = light(getComputedStyle(svg).color), two = behind(svg);
    return (Math.max(one, two) + .05) / (Math.min(one, two) + .05); });
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shapes_stand_out_in_every_theme(figures, theme):
    """WCAG asks 3:1 of graphics; ours have the contrast of text."""
    for page in figures(390, color_scheme=theme):
        found = page.evaluate(CONTRAST)
        assert all(ratio >= 7 for ratio in found), found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shapes_take_the_colours_that_a_reader_forces(figures, theme):
    for page in figures(390, color_scheme=theme, forced_colors="active"):
        pairs = """() => [...document.querySelectorAll('figure li > svg')]
          .map(shape => [shape, shape.parentElement].map(node => getComputedStyle(node).color))"""
        assert all(shape == text for shape, text in page.evaluate(pairs))


def test_on_paper_shapes_are_black_on_white(figures):
    for page in figures(790):
        page.emulate_media(media="print", color_scheme="light")
        colours = page.evaluate("() => [...document.querySelectorAll('figure svg')].map(n => getComputedStyle(n).color)")
        assert set(colours) <= {"rgb(0, 0, 0)"}
        edges = page.evaluate(
            "() => [...document.querySelectorAll('.course li')].map(n => getComputedStyle(n, '::before').borderTopColor)"
        )
        assert set(edges) <= {"rgb(0, 0, 0)"}
        assert page.locator("figure").first.is_visible()


def test_a_gap_is_drawn_as_a_gap(figures):
    page = list(figures(390))[-1]
    kinds = """() => [...document.querySelectorAll('.course li')].map(n => getComputedStyle(n, '::before').borderTopStyle
      + ' ' + getComputedStyle(n, '::after').borderInlineStartStyle)"""
    assert page.evaluate(kinds)[:3] == ["solid solid"] * 3
    page.evaluate("document.querySelectorAll('.course li')[2].className = 'gap'")
    assert page.evaluate(kinds)[:3] == ["solid solid", "solid dashed", "dashed dashed"]
