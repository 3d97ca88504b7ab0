"""No rule alarms on a page of ours: each page of the shipped site and of the invented example, at all sizes, in both themes.

All pages of a kind come from one template and one style sheet, and differ in their words. So the first page of a kind is held
at every view, and those after it where words tell (`WORDS`, `OF_WORDS`): what a theme, forced colours, paper, large letters
or a low window do to a kind of page, they do to its first.
"""

import pytest
from conftest import TRIAL, serving
from search_cases import ASKED

from access import tool
from access.checks import OPEN_RULES, RULES, WALKS, prepare, problems
from access.views import THEMES, VIEWS, WORDS, look_at
from explainer.language.locales import Locale, read_locales
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED
from explainer.show.pages import TrialPage, all_pages

ENDS = ("", "questions/doctor/", "source/")
NO_PAGE = "/en/nothing-here/"
SEARCHES = [f"/en/search/{query}" for query in ASKED]
OF_WORDS = [name for name in RULES if name != "contrast"]
"""The rules in which other words tell: colours come with the kind of page, and their rule is the dearest."""
OPEN_FILTERS = "document.querySelectorAll('form details').forEach(each => { each.open = true; })"


@pytest.fixture(scope="module")
def example_server(example, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("example"), "--site", str(example)) as address:
        yield address


@pytest.fixture
def opened(browser, site):
    """Opens an address; the banner of both sites is the same."""
    context = browser.new_context()
    page = context.new_page()

    def open_page(address):
        page.goto(address)
        prepare(page, banner=site.banner.text, line=site.banner.line.plain)
        return page

    yield open_page
    context.close()


def alarms(opened, server, paths, rules=RULES, *, views=VIEWS, before=""):
    """What the rules find on each of these pages, a line each; `before` is done on the page first."""
    found = []
    for path in paths:
        page = opened(server + path)
        if before:
            page.evaluate(before)
        found += [f"{path} {problem}" for problem in problems(page, rules, views)]
    return "\n".join(found)


def addresses(site, kind=object):
    return [f"/en{page.path}" for page in all_pages(site) if isinstance(page, kind)]


def of_kinds(site):
    """The first page of each kind, and those after it."""
    kinds = {}
    for page in all_pages(site):
        kinds.setdefault(type(page), []).append(f"/en{page.path}")
    return [first for first, *_ in kinds.values()], [path for _, *others in kinds.values() for path in others]


def test_no_rule_alarms_on_any_kind_of_page(opened, server, site):
    assert alarms(opened, server, ["/", *of_kinds(site)[0], NO_PAGE]) == ""


def test_no_rule_alarms_on_a_page_of_other_words(opened, server, site):
    others = of_kinds(site)[1]
    assert len(others) > 10
    assert alarms(opened, server, others, OF_WORDS, views=WORDS) == ""


def test_no_text_of_a_study_is_pale_at_any_width_in_any_theme(opened, server):
    page = opened(server + TRIAL)
    for view in set(THEMES) - set(RULES["contrast"].views):
        look_at(page, view)
        assert not tool.contrast(page), view


STUDY = TRIAL.removeprefix("/en")
OTHERS = [locale.tag for locale in read_locales(SHIPPED)]
PATHS = ["/", "/search/", "/glossary/", *(STUDY + end for end in ENDS), "/guides/your-rights/"]


@pytest.mark.parametrize("tag", OTHERS)
def test_no_rule_alarms_in_another_language(browser, server, renderer, tag):
    context = browser.new_context()
    page = context.new_page()
    banner, found = renderer.editions[tag].site.banner, []
    # In Latin letters the pages are built as the English ones: there the longest words tell.
    for path in PATHS if Locale(tag).script != "Latn" else PATHS[2:5]:
        page.goto(f"{server}/{tag}{path}")
        prepare(page, banner=banner.text, line=banner.line.plain)
        # The banner is the same on all pages of a language: one of them shows what a low or large window does to it.
        held = problems(page) if path == STUDY else problems(page, OF_WORDS, WORDS)
        found += [f"{path} {problem}" for problem in held]
    context.close()
    assert not found


def test_no_rule_alarms_on_an_answer_of_the_search(opened, server):
    empty, answer, *others = SEARCHES
    assert alarms(opened, server, [answer], before=OPEN_FILTERS) == ""
    assert alarms(opened, server, [empty, *others], OF_WORDS, views=WORDS, before=OPEN_FILTERS) == ""


def test_no_rule_alarms_on_a_page_of_the_invented_example(opened, example_server, example):
    paths = addresses(load_site(example).site)
    study, *others = [path for path in paths if "EXAMPLE" in path]
    assert len(others) >= 3
    assert alarms(opened, example_server, [study]) == ""
    assert alarms(opened, example_server, others, OF_WORDS, views=WORDS) == ""


def test_no_rule_alarms_when_the_studys_own_words_are_open(opened, server, example_server, example):
    both = "document.querySelector('#words-both').click()"
    assert alarms(opened, server, [TRIAL], OPEN_RULES, before=both) == ""
    assert alarms(opened, example_server, addresses(load_site(example).site, TrialPage), OPEN_RULES, before=both) == ""


def test_no_rule_alarms_when_a_meaning_is_open(opened, server):
    assert alarms(opened, server, [TRIAL], OPEN_RULES, before="document.querySelector('main .term').click()") == ""


@pytest.mark.parametrize(("tag", "script"), [("en", True), *((tag, False) for tag in ("en", *OTHERS))])
def test_a_reader_goes_all_ways_by_keyboard(browser, server, renderer, tag, script):
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(server + TRIAL.replace("/en/", f"/{tag}/"))
    banner = renderer.editions[tag].site.banner
    prepare(page, banner=banner.text, line=banner.line.plain)
    # What a window does to the ways is held from the left and from the right.
    views = VIEWS if tag in ("en", "ar") else ("phone", "small")
    assert not [str(problem) for problem in problems(page, reversed(WALKS), views)]
    context.close()


def test_each_page_has_a_title_of_its_own(read, site):
    titles = [read(path).css_first("title").text() for path in addresses(site)]
    assert len(set(titles)) == len(titles)
