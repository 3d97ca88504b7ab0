"""A site of many studies: a first page that loads at once, and every study found from it without a script."""

from dataclasses import replace

import pytest
from conftest import client_of
from selectolax.lexbor import LexborHTMLParser
from site_folder import site_folder
from werkzeug.test import Client

from explainer.language.editions import source_edition
from explainer.model import Site
from explainer.reading.loader import load_site
from explainer.settings import STATIC
from explainer.show.listing import FEW, FIRST
from explainer.show.pages import all_pages
from explainer.show.render import Renderer, static_files
from explainer.web.app import create_app

CONDITIONS = (("Breast Cancer", "Éczema"), ("breast cancer",), (), ("1p36 Deletion",), ("Asthma",))


def with_studies(site: Site, count: int) -> Site:
    """The same study again and again, each time with a number of its own; the last one is explained, the others are not."""
    (trial,) = site.trials
    bare = replace(trial, summary=replace(trial.summary, sections=()), eligibility=replace(trial.eligibility, sections=()))
    trials = [
        replace(bare, id=f"NCT{n:08}", record=replace(bare.record, conditions=CONDITIONS[n % 5])) for n in range(1, count)
    ]
    return replace(site, trials=(*trials, replace(trial, id=f"NCT{count:08}")))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return load_site(site_folder(tmp_path_factory.mktemp("many"))).site


def client(site: Site) -> Client:
    return Client(create_app(Renderer((source_edition(site),), static_files(STATIC))))


def page(client, path) -> LexborHTMLParser:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return LexborHTMLParser(answer.get_data(as_text=True))


def links(page: LexborHTMLParser) -> list[str]:
    return [node.attributes["href"] for node in page.css("main a")]


def test_a_few_studies_stand_on_the_first_page(site):
    few = with_studies(site, FEW)
    assert len(page(client(few), "/en/").css(".card")) == FEW
    assert not any("/studies/" in each.path for each in all_pages(few))


def test_of_many_some_stand_there_the_explained_first_and_the_way_to_all_by_condition(site):
    many = client(with_studies(site, FEW + 1))
    home = page(many, "/en/")
    cards = [node.attributes["href"] for node in home.css(".card a")]
    assert (len(cards), cards[0]) == (FIRST, f"/en/trials/NCT{FEW + 1:08}/")
    letters = [node.attributes["href"] for node in home.css(".letters a")]
    assert letters == [f"/en/studies/{letter}/" for letter in (*"abcdefghijklmnopqrstuvwxyz", "other")]
    listed = {letter.split("/")[-2]: page(many, letter) for letter in letters}
    assert {link for each in listed.values() for link in links(each) if "/trials/" in link} == {
        f"/en/trials/NCT{n:08}/" for n in range(1, FEW + 2)
    }
    assert [node.text() for node in listed["b"].css("h2")] == ["breast cancer"]
    assert [node.text() for node in listed["other"].css("h2")] == [
        *("Our copy does not say: which conditions the study is about", "1p36 Deletion", "Éczema"),
    ]
    assert listed["b"].css_first("[aria-current=page]").text() == "B"
    assert "Nothing found" in listed["c"].css_first("main").text()
    assert many.get("/en/studies/1/").status_code == 404


def test_a_sites_own_studies_are_as_before(tmp_path):
    assert [node.text() for node in page(client_of(site_folder(tmp_path)), "/en/").css(".card h3")] == ["A study of examplinib"]
