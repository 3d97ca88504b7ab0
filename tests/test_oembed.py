"""oEmbed (oembed.com, version 1.0): what a consumer such as WordPress is told of one of our addresses."""

import re

import pytest
from conftest import TRIAL
from selectolax.lexbor import LexborHTMLParser
from test_embeds import client_with

from explainer.show.pages import EMBED_PARTS

PUBLIC = "http://localhost"


@pytest.fixture(scope="module")
def client(renderer):
    return client_with(renderer, may_embed=("*",), public_address=PUBLIC)


def asked(client, **query):
    return client.get("/oembed", query_string={"url": f"{PUBLIC}{TRIAL}", **query})


def test_the_study_page_tells_where_to_ask_early_in_its_head(client):
    html = client.get(TRIAL).get_data(as_text=True)
    link = LexborHTMLParser(html).css_first('head link[type="application/json+oembed"]')
    assert link.attributes["rel"] == "alternate"
    assert html.index("json+oembed") < 150_000
    address = link.attributes["href"]
    assert address.startswith(f"{PUBLIC}/oembed?url=")
    assert client.get(address.removeprefix(PUBLIC)).get_json()["html"] == asked(client).get_json()["html"]


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_an_answer_is_whole(client, renderer, tag):
    study = f"{PUBLIC}/{tag}/trials/NCT06947473/"
    answer = asked(client, url=study)
    assert answer.mimetype == "application/json"
    told = answer.get_json()
    banner = renderer.editions[tag].site.banner
    assert {"version": "1.0", "type": "rich", "width": 720, "height": 1000}.items() <= told.items()
    assert told["provider_name"] == renderer.editions[tag].site.settings.name.plain
    assert banner.blocks[0].parts[0].plain in told["banner"]
    html = LexborHTMLParser(told["html"])
    assert [node.tag for node in html.body.iter()] == ["blockquote", "iframe"]
    assert told["banner"] in html.css_first("blockquote").text()
    assert html.css_first("blockquote a").attributes["href"] == study
    frame = html.css_first("iframe").attributes
    assert (frame["width"], frame["height"]) == ("720", "1000")
    assert client.get(frame["src"].removeprefix(PUBLIC)).headers["Content-Security-Policy"].endswith("frame-ancestors 'self' *")


def test_what_wordpress_keeps_of_it_is_the_same(client):
    """Its filter (`wp_filter_oembed_result`) wants a bare blockquote and a frame in quotes, and keeps these attributes only."""
    html = asked(client).get_json()["html"]
    assert re.fullmatch(r"(<blockquote>.*?</blockquote>)(<iframe.*?></iframe>)", html, re.DOTALL)
    assert re.search(r""" src=(['"])(.*?)\1""", html)
    kept = {"a": {"href"}, "blockquote": set(), "iframe": {"src", "width", "height", "title"}}
    for node in LexborHTMLParser(html).body.css("*")[1:]:
        assert set(node.attributes) == kept[node.tag]


@pytest.mark.parametrize(
    ("room", "size"),
    [
        ({"maxwidth": "300"}, (300, 1000)),
        ({"maxheight": "200"}, (720, 200)),
        ({"maxwidth": "100", "maxheight": "50"}, (100, 50)),
        ({"maxwidth": "99999999999999999999", "maxheight": "1001"}, (720, 1001)),
        ({"maxwidth": "", "format": "json"}, (720, 1000)),
    ],
)
def test_the_room_of_the_consumer_is_kept(client, room, size):
    told = asked(client, **room).get_json()
    frame = LexborHTMLParser(told["html"]).css_first("iframe").attributes
    assert (told["width"], told["height"]) == size == (int(frame["width"]), int(frame["height"]))


def test_where_there_is_room_the_height_is_that_of_the_words_at_the_width_asked(client):
    low, high = (asked(client, maxwidth=width, maxheight=10**6).get_json()["height"] for width in (700, 350))
    assert 10_000 < low < high < 2 * low


@pytest.mark.parametrize("end", ["", "?utm_source=x", "#page-rules", "?a#b"])
def test_an_address_is_known_with_what_sharing_adds(client, end):
    assert asked(client, url=f"{PUBLIC}{TRIAL.rstrip('/')}{end}").status_code == 200


@pytest.mark.parametrize("part", EMBED_PARTS)
def test_an_embed_answers_for_itself(client, part):
    address = f"{PUBLIC}/fr/embed/NCT06947473/{part}/".replace("//", "/").replace(":/", "://")
    assert LexborHTMLParser(asked(client, url=address).get_json()["html"]).css_first("iframe").attributes["src"] == address


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"format": "xml"}, 501),
        ({"format": "yaml"}, 501),
        ({"url": ""}, 404),
        ({"url": f"{PUBLIC}/en/"}, 404),
        ({"url": f"{PUBLIC}/en/trials/NCT00000000/"}, 404),
        ({"url": "http://169.254.169.254/latest/"}, 404),
        ({"url": f"http://elsewhere.example{TRIAL}"}, 404),
        ({"url": f"{PUBLIC}@elsewhere.example{TRIAL}"}, 404),
        ({"url": "a" * 10_000}, 404),
        ({"maxwidth": "wide"}, 400),
        ({"maxwidth": "0"}, 400),
        ({"maxheight": "-5"}, 400),
        ({"maxheight": "٣٠٠"}, 400),
    ],
)
def test_what_cannot_be_answered_says_so_with_the_banner(client, site, query, status):
    answer = asked(client, **query)
    assert answer.status_code == status
    assert answer.get_json()["banner"] == site.banner.text
    assert "elsewhere" not in answer.get_data(as_text=True)


def test_without_leave_the_answer_is_401(renderer):
    client = client_with(renderer, may_embed=(), public_address=PUBLIC)
    assert asked(client).status_code == 401
    assert "oembed" not in client.get(TRIAL).get_data(as_text=True)


def test_answers_for_different_addresses_do_not_mix(client):
    """The bytes kept in front of routing are kept by path, and here the query is the question."""
    first, second = asked(client), asked(client, url=f"{PUBLIC}/ar/trials/NCT06947473/")
    assert first.get_json()["title"] != second.get_json()["title"]
    assert asked(client).get_json() == first.get_json()
