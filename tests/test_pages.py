"""What a reader meets: every page, every link, the record letter for letter, and nothing chosen where the record disagrees."""

import dataclasses
import json
import re
from collections import deque

import pytest
from conftest import TRIAL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from explainer.language.locales import Locale
from explainer.model import AUDIENCES
from explainer.record import Passage
from explainer.show.pages import SourcePage, all_pages
from explainer.show.schema_org import medical_page
from explainer.show.source import source_parts
from explainer.show.templating import environment

ONE_ROUND_TRIP = 14_600
"""Bytes that a server sends before it has to wait for the first answer (ten segments, RFC 6928)."""

LIGHT = 20_000
"""Bytes of any page with its style, compressed."""


def paths(site):
    return [f"/en{page.path}" for page in all_pages(site)]


def words(node):
    return " ".join(node.text(separator=" ").split())


def test_every_page_holds_the_contract(read, site):
    for path in paths(site):
        read(path)


def test_the_example_site_holds_it_too(example_client):
    answer = example_client.get("/en/trials/EXAMPLE-001/")
    assert answer.status_code == 200
    assert "invented" in words(LexborHTMLParser(answer.get_data(as_text=True)).css_first("h1")).lower()


def test_no_dead_ends_from_the_front_door(client, read, site):
    """Every address inside the site that any page names is there, and every page can be reached from `/`."""
    front = client.get("/")
    assert front.status_code == 303
    waiting, seen = deque([front.headers["Location"]]), set()
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        seen.add(path)
        if not path.partition("?")[0].endswith("/"):
            assert client.get(path).status_code == 200, path
            continue
        for node in read(path).css("[href]"):
            target = node.attributes["href"].partition("#")[0]
            if target.startswith("/"):
                waiting.append(target)
    assert set(paths(site)) <= seen


def test_anchors_between_pages_lead_somewhere(read, site):
    for path in paths(site):
        for node in read(path).css("a[href*='#']"):
            target, _, anchor = node.attributes["href"].partition("#")
            page = read(target or path)
            assert page.css_first(f"[id='{anchor}']"), f"{path}: {node.attributes['href']}"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_question_lists_are_numbered_through(read, audience):
    page = read(f"{TRIAL}questions/{audience}/")
    numbers = [int(item.attributes["value"]) for item in page.css("ol.questions > li")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 5


def test_questions_of_notices_lead_back_to_what_they_are_about(read):
    page = read(f"{TRIAL}questions/coordinator/")
    first = page.css_first("ol.questions > li a")
    assert first.attributes["href"].startswith(f"{TRIAL}#")


def test_sets_join_by_the_records_traits_only(read):
    text = words(read(f"{TRIAL}questions/coordinator/").body)
    assert "assent" in text  # children may take part
    assert "placebo" not in text  # nobody gets one here


def test_each_rule_says_which_list_it_is_of(read):
    page = read(TRIAL)
    units = page.css("section[aria-labelledby=page-rules] .unit")
    assert len(units) >= 6
    for unit in units:
        assert words(unit.css_first(".label")) in ("Needed to take part", "May rule you out")


def test_a_conflict_chooses_no_side(read):
    """The record gives 3 and 6 as the lowest age: wherever the page gives one it gives the other."""
    page = read(TRIAL)
    age = next(row for row in page.css(".facts > div") if words(row.css_first("dt")) == "Age")
    assert {"3", "6", "65"} <= set(re.findall(r"\d+", words(age)))
    assert not page.css_first("#age .words strong")


def test_what_the_copy_lacks_is_said(read):
    facts = {words(row.css_first("dt")): words(row.css_first("dd")) for row in read(TRIAL).css(".facts > div")}
    for label in ("Open to new people?", "Phase"):
        assert "Not in our copy" in facts[label]
    assert facts["Where"] == "Beijing, China"


def test_damage_stands_on_the_page_of_the_records_words_only(read):
    assert "Our copy is damaged here" not in words(read(TRIAL).body)
    assert "Our copy is damaged here" in words(read(f"{TRIAL}source/").body)


def test_the_source_page_has_every_passage_whole(read, site):
    for trial in site.trials:
        page = read(f"/en/trials/{trial.id}/source/")
        for passage in trial.record.passages:
            node = page.css_first(f"[id='{passage.id}'] .passage .text")
            assert node.text() == passage.text


def test_every_quote_on_the_study_page_is_the_records(read, site):
    own = " ".join(p.quotable for p in site.trials[0].record.passages)
    for quote in read(TRIAL).css("blockquote"):
        for piece in words(quote).split("[...]"):
            assert piece.strip() in own


ODD = st.text(
    alphabet=st.sampled_from(list("<>*_^`&;\"'\\/[](){}#!|~=+-. aB1≥\u202e\u200f\u2066٣é漢\u00a0")), min_size=1, max_size=60
)


@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=ODD)
def test_record_text_is_data(text, renderer):
    """10,000 odd strings come out of the template as they went in: nothing is swallowed, turned or run."""
    rendered = record_template(renderer).render(words=text)
    node = LexborHTMLParser(rendered).css_first("blockquote p")
    assert node.text() == text
    assert not node.css("*")[1:]


def record_template(renderer):
    if "record" not in KEPT:
        source = '{% from "parts.html" import quote with context %}{{ quote(words) }}'
        KEPT["record"] = renderer._environment.from_string(source, globals={"locale": Locale("en"), "translated": False})
    return KEPT["record"]


KEPT = {}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ODD.filter(str.strip), min_size=1, max_size=5))
def test_whole_pages_carry_record_text_as_data(texts, renderer, site):
    passages = tuple(Passage(id=f"summary-{i}", part="summary", text=text) for i, text in enumerate(texts, 1))
    trial = dataclasses.replace(
        site.trials[0], record=dataclasses.replace(site.trials[0].record, passages=passages, title=texts[0], sponsor=texts[-1])
    )
    page = LexborHTMLParser(renderer.render(SourcePage(path="/x/", trial=trial), Locale("en")))
    assert [node.text() for node in page.css(".passage .text")] == texts


def test_the_study_page_fits_into_one_round_trip(client, read):
    page = read(TRIAL)
    style = page.css_first("link[rel=stylesheet]").attributes["href"]
    # Brotli, which every browser asks for.
    total = sum(len(client.get(path, headers={"Accept-Encoding": "br"}).get_data()) for path in (TRIAL, style))
    assert total <= ONE_ROUND_TRIP


def test_every_page_is_light(client, read, renderer):
    """A page with its style, in each language, as a browser of today is sent it."""
    sent = {"headers": {"Accept-Encoding": "br, gzip"}}
    for path in [f"/{tag}{page.path}" for tag, edition in renderer.editions.items() for page in all_pages(edition.site)]:
        style = read(path).css_first("link[rel=stylesheet]").attributes["href"]
        assert sum(len(client.get(part, **sent).get_data()) for part in (path, style)) <= LIGHT, path


def test_pages_ask_for_nothing_but_style_icon_and_what_may_wait(read, site):
    for path in paths(site):
        page = read(path)
        assert not page.css("img, iframe, video, audio, object, embed, link[rel=preload]")
        assert all("defer" in script.attributes for script in page.css("script[src]")), "scripts only add, so they wait"
        # An alternate is only named, not fetched.
        assert {node.attributes["rel"] for node in page.css("link:not([rel=alternate])")} == {"stylesheet", "icon"}


def test_without_a_public_address_nothing_is_canonical(read):
    assert not read(TRIAL).css("link[rel=canonical], meta[property='og:url']")


def test_the_study_page_tells_search_engines_what_it_is(read):
    (data,) = (json.loads(node.text()) for node in read(TRIAL).css("script[type='application/ld+json']"))
    assert (data["@type"], data["about"]["identifier"]) == ("MedicalWebPage", "NCT06947473")


def test_schema_org_data_cannot_end_its_script(site):
    trial = site.trials[0]
    odd = dataclasses.replace(trial, record=dataclasses.replace(trial.record, title="</script><b>&"))
    page = medical_page(odd, language="en", address="<!--")
    text = environment().from_string("{{ page|tojson }}").render(page=page)
    assert not set("<>&") & set(text)
    assert json.loads(text)["about"]["name"] == "</script><b>&"
    assert json.loads(text)["@type"] == "MedicalWebPage"


def test_units_are_reached_from_the_passages_that_they_explain(site):
    rows = [row for part in source_parts(site.trials[0], site.trials[0]) for group in part.groups for row in group.rows]
    for row in rows:
        if row.passage.part != "field":
            assert row.explained_at, row.passage.id
