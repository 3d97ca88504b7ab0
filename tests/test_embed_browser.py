"""A study on another site's page, in real Chromium: one pasted line shows it, nothing moves, no host takes the notice away."""

import io
import json
import re
import threading
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

import pytest
from access.checks import prepare, problems
from PIL import Image
from selectolax.lexbor import LexborHTMLParser
from werkzeug.serving import make_server

from explainer.show.height import embed_height
from explainer.show.pages import EMBED_PARTS
from explainer.show.render import Renderer
from explainer.web.app import create_app

EMBED = "/en/embed/NCT06947473/"
BANNER_COLOUR = (255, 240, 201)
LINE_HEIGHT = 16
"""Of the banner's letters, in CSS pixels: less of it cannot be read."""


@pytest.fixture(scope="module")
def address(renderer):
    """The shipped site, let be framed by everybody, on a port of its own."""
    server = make_server("127.0.0.1", 0, None, threaded=True)
    address = f"http://127.0.0.1:{server.port}"
    editions = tuple(
        replace(each, site=replace(each.site, settings=replace(each.site.settings, may_embed=("*",), public_address=address)))
        for each in renderer.editions.values()
    )
    server.app = create_app(Renderer(editions, renderer.static))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


class Host(BaseHTTPRequestHandler):
    """Somebody else's site: one page, whatever is asked for."""

    def __init__(self, pages, *arguments):
        self.pages = pages
        super().__init__(*arguments)

    def do_GET(self):
        body = self.pages["html"].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def host():
    """Puts a body on the host's page and gives its address, which is of another origin and another site than ours."""
    pages = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def put(body):
        head = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><link rel=icon href=data:,>"
        pages["html"] = f"{head}<title>A hospital</title><body style='margin: 0; background: #888'>{body}"
        return f"http://localhost:{server.server_port}/"

    yield put
    server.shutdown()
    server.server_close()


@pytest.fixture
def opened(browser, host):
    """Opens a body as the host's page in a window of its own."""
    contexts = []

    def open_page(body, *, width=800, height=900, script=True, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script, **options))
        contexts[-1].set_default_timeout(8000)
        page = contexts[-1].new_page()
        page.goto(host(body))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def lines(browser, address):
    """The line to paste, as the page that shows it gives it, by language and part."""
    page = browser.new_page()
    found = {}
    for tag in ("en", "ar"):
        page.goto(f"{address}/{tag}/trials/NCT06947473/use/")
        found[tag] = page.locator("#page-line-study").input_value()
    page.close()
    return found


def embed_of(page, place=1):
    """The frame on a host's page, once it is loaded."""
    page.wait_for_function(f"document.querySelectorAll('iframe').length >= {place}")
    page.locator("iframe").nth(place - 1).scroll_into_view_if_needed()
    frame = page.locator("iframe").nth(place - 1).element_handle().content_frame()
    frame.wait_for_selector("main")
    return frame


def test_one_pasted_line_shows_a_study_in_arabic(opened, lines, renderer):
    page = opened(f"<h1>Our hospital</h1>{lines['ar']}<p>After</p>")
    frame = embed_of(page)
    banner = renderer.editions["ar"].site.banner
    assert frame.locator("html[lang=ar][dir=rtl]").count() == 1
    assert "".join(frame.locator("body > aside").first.inner_text().split()).startswith("".join(banner.title.plain.split()))
    assert frame.locator("h1").inner_text() == page.locator("iframe").get_attribute("title")
    assert page.locator("iframe").get_attribute("loading") == "lazy"
    assert seen_lines(page) >= 1


def test_without_scripts_the_line_is_a_link_to_the_study(opened, lines, address):
    page = opened(lines["ar"], script=False)
    assert page.locator("a:visible").get_attribute("href") == f"{address}/ar/trials/NCT06947473/"
    assert page.locator("iframe").count() == 0


SHIFT = """window.moved = 0;
new PerformanceObserver(list => { for (const each of list.getEntries()) moved += each.value; })
  .observe({ type: 'layout-shift', buffered: true });"""


WORDS = "<p style='block-size: 60px'>Words of the hospital</p>"
CAP = "; max-height: 80vh"
BOXES = "[...document.querySelectorAll('iframe')].map(each => each.parentElement.style.height)"


@pytest.mark.parametrize("width", [320, 800, 1400])
@pytest.mark.parametrize("cap", [CAP, ""])
def test_nothing_moves_on_the_hosts_page(opened, lines, width, cap):
    pasted = [lines[tag].replace(CAP, cap) for tag in ("en", "ar")]
    page = opened(f"<script>{SHIFT}</script>{WORDS.join(['', *pasted, ''])}", width=width)
    for place, line in enumerate(pasted):
        embed_of(page, place + 1)
        if not cap:
            page.wait_for_function(f"!{line!r}.includes({BOXES}[{place}])")
    for y in (0, 1e6, 0):
        page.evaluate(f"scrollTo(0, {y})")
        page.wait_for_timeout(200)
    assert page.evaluate("moved") == 0


@pytest.mark.parametrize("reserved", [200, 900])
def test_words_of_another_length_than_reserved_move_nothing_in_sight(opened, lines, reserved):
    """The box ends in the window: it waits, and takes the height of its words once it ends below it."""
    line = re.sub("height: .*?px; max-height: 80vh", f"height: {reserved}px", lines["en"])
    page = opened(f"<script>{SHIFT}</script>{line}{WORDS}<p style='block-size: 3000px'></p>", height=1000)
    frame = embed_of(page)
    frame.evaluate("document.querySelector('main').style.cssText = 'block-size: 500px; overflow: hidden; padding: 0'")
    page.wait_for_timeout(300)
    assert page.locator("iframe").bounding_box()["height"] == reserved
    page.set_viewport_size({"width": 800, "height": 180})
    page.evaluate("scrollTo(0, 1)")
    page.wait_for_function("(height => height > 500 && height < 700)(document.querySelector('iframe').offsetHeight)")
    assert page.evaluate("moved") == 0


@pytest.mark.parametrize("part", EMBED_PARTS)
def test_about_the_real_height_is_told_for_each_width(browser, address, renderer, part):
    """By letters counted, not measured: in this machine's fonts within an eighth."""
    page = browser.new_page()
    for tag, edition in renderer.editions.items():
        page.goto(f"{address}/{tag}/embed/NCT06947473/{part}{'/' if part else ''}")
        for width in (240, 360, 720):
            page.set_viewport_size({"width": width, "height": 600})
            real = page.evaluate("document.body.offsetHeight")
            told = embed_height(edition.site, edition.site.trials[0], part, width)
            assert real * 7 / 8 < told < real * 9 / 8, (tag, width)
    page.close()


def test_the_measure_sees_what_moves(opened):
    page = opened(f"<script>{SHIFT}</script><div id=late></div><p style='block-size: 300px'>Words</p>")
    page.wait_for_timeout(200)
    page.evaluate("late.style.blockSize = '200px'")
    page.wait_for_function("moved > 0", timeout=3000)


def test_several_frames_have_each_their_look(opened, lines):
    dark = lines["en"].replace("async", 'async data-theme="dark" data-size="large"')
    page = opened(lines["en"] + dark + lines["ar"].replace("async", 'async data-theme="odd"'))
    looks = [embed_of(page, place).evaluate("({ ...document.documentElement.dataset })") for place in (1, 2, 3)]
    assert looks == [{}, {"theme": "dark", "size": "large"}, {}]
    paper = "getComputedStyle(document.body).backgroundColor"
    assert embed_of(page, 1).evaluate(paper) != embed_of(page, 2).evaluate(paper)


def test_the_frame_follows_its_words_and_never_falls_below_its_notice(opened, lines):
    page = opened(lines["en"].replace("async", 'async data-size="large"').replace(CAP, ""), width=260)
    frame = embed_of(page)
    for size in (9000, 2000):
        frame.evaluate(f"document.querySelector('main').style.cssText = 'block-size: {size}px; overflow: hidden; padding: 0'")
        wanted = frame.evaluate("Math.ceil(document.body.getBoundingClientRect().height)")
        assert size < wanted < size + 600
        page.wait_for_function(f"{BOXES}[0] === '{wanted}px'")
    page.evaluate("document.querySelector('div').style.maxHeight = '20px'")
    notice = frame.evaluate("document.querySelector('.banner').offsetHeight")
    assert notice > 200
    assert page.locator("iframe").bounding_box()["height"] >= notice


STRANGER = "for (let i = 0; i < 1000; i++) parent.postMessage({ explainer: 1, height: 9, banner: 9 }, '*')"
HOSTILE = """count => {
  const bad = [null, 0, "", [], {}, "{explainer:1}", { explainer: 1 }, { explainer: 1, height: 1, banner: 0 },
    { explainer: 1, height: -5, banner: 5 }, { explainer: 1, height: 1e9, banner: 1 },
    { explainer: 1, height: "9", banner: "9" },
    { explainer: 1, height: NaN, banner: 1 }, { explainer: 1, height: 1.5, banner: 1 }, { explainer: 2, height: 9, banner: 9 },
    { explainer: 1, height: { valueOf: 9 }, banner: [9] }, { message: "height", value: 9, secret: "x" }, { message: "ready" }];
  for (let i = 0; i < count; i++) window[WHERE].postMessage(bad[i % bad.length], "*");
}"""


def test_ten_thousand_hostile_messages_change_nothing(opened, lines, address):
    """From the host to itself and into the frame, from a stranger's frame, and of wrong shape from our own."""
    stranger = f'<iframe srcdoc="<script>{STRANGER}</script>"></iframe>'
    page = opened(lines["en"].replace(CAP, "") + stranger)
    frame = embed_of(page)
    page.wait_for_function(f"!{lines['en']!r}.includes({BOXES}[0])")
    page.wait_for_timeout(300)
    looks = "document.querySelector('iframe').parentElement.outerHTML + document.querySelector('iframe').offsetHeight"
    inside = "document.documentElement.outerHTML"
    before = page.evaluate(looks), frame.evaluate(inside)
    page.add_script_tag(content="window.errors = 0; addEventListener('error', () => { errors += 1; })")
    page.evaluate(
        "count => { for (let i = 0; i < count; i++) postMessage({ explainer: 1, height: 9, banner: 9 }, '*'); }", 2000
    )
    page.evaluate(HOSTILE.replace("window[WHERE]", "window"), 2000)
    page.evaluate(HOSTILE.replace("window[WHERE]", "frames[0]"), 2500)
    frame.evaluate(HOSTILE.replace("window[WHERE]", "parent"), 2500)
    page.evaluate("new Promise(done => setTimeout(done, 200))")
    assert (page.evaluate(looks), frame.evaluate(inside)) == before
    assert page.evaluate("errors") == 0
    assert frame.url.startswith(address)


def test_no_other_page_of_ours_can_be_framed(opened, address):
    pages = ("/en/", "/en/trials/NCT06947473/", "/en/trials/NCT06947473/use/", "/nothing")
    page = opened("".join(f"<iframe src='{address}{path}'></iframe>" for path in pages))
    page.wait_for_timeout(300)
    assert [frame.url.partition(":")[0] for frame in page.frames[1:]] == ["chrome-error"] * len(pages)


FRAME = "<iframe src='{src}' style='inline-size: 500px; block-size: 500px; border: 0' {more}></iframe>"
COVER = (
    "<div style='position: absolute; inset: 0 auto auto 0; inline-size: 500px; block-size: {size}px; "
    "background: #555; {more}'></div>"
)
CROPPED = (
    "<div style='block-size: 300px; inline-size: 500px; overflow: hidden'><div style='margin-top: -190px'>{frame}</div></div>"
)
HOSTS = {
    "nothing": ("{frame}", (0, 0, 500, 500)),
    "a cover": ("{frame}" + COVER.format(size=200, more=""), (0, 200, 500, 300)),
    "a cover that lets clicks through": ("{frame}" + COVER.format(size=200, more="pointer-events: none"), (0, 200, 500, 300)),
    "a crop by a wrapper": (CROPPED, (0, 0, 500, 300)),
    "a crop by clip-path": ("<div style='clip-path: inset(190px 0 0 0)'>{frame}</div>", (0, 190, 500, 310)),
    "a cover over both edges": (
        "{frame}"
        + COVER.format(size=180, more="")
        + COVER.format(size=160, more="pointer-events: none; inset-block: 340px auto"),
        (0, 180, 500, 160),
    ),
    "a crop at both edges": ("<div style='clip-path: inset(150px 0)'>{frame}</div>", (0, 150, 500, 200)),
    "a small opening": ("<div style='block-size: 80px; overflow: hidden'>{frame}</div>", (0, 0, 500, 80)),
}


def seen_lines(page, clip=None):
    """How many lines of the banner's height can be seen: rows of pixels in its colour, over most of the width."""
    box = dict(zip(("x", "y", "width", "height"), clip, strict=True)) if clip else page.locator("iframe").first.bounding_box()
    picture = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("RGB")
    wide = range(0, picture.width, 4)
    rows = sum(
        sum(all(abs(a - b) < 6 for a, b in zip(picture.getpixel((x, y)), BANNER_COLOUR, strict=True)) for x in wide)
        > len(wide) / 2
        for y in range(picture.height)
    )
    return rows // LINE_HEIGHT


def comes_to_be_seen(page, clip, lines=1):
    """Whether that many lines are seen before long; the short line at the frame's foot is as high as one."""
    for _ in range(100):
        if seen_lines(page, clip) >= lines:
            return True
        page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize(
    ("way", "more"),
    [
        *((way, "") for way in HOSTS),
        ("a cover over both edges", "sandbox='allow-scripts'"),
        *((way, "sandbox=''") for way in ("nothing", "a cover", "a cover that lets clicks through")),
    ],
)
def test_where_the_frame_is_seen_so_is_the_notice(opened, address, way, more):
    body, clip = HOSTS[way]
    page = opened(body.format(frame=FRAME.format(src=f"{address}{EMBED}", more=more)), width=600, height=600)
    embed_of(page)
    # Under a cover the short line at the frame's foot is left; elsewhere the whole notice moves to where it is seen.
    assert comes_to_be_seen(page, clip, lines=1 if "cover" in way else 3)


def test_on_the_same_site_the_whole_notice_comes_out_from_between_covers(opened, host, address):
    """There Chromium tells which piece of the frame is covered."""
    body, clip = HOSTS["a cover over both edges"]
    page = opened("", width=600, height=600)
    page.goto(host(body.format(frame=FRAME.format(src=f"{address}{EMBED}", more=""))).replace("localhost", "127.0.0.1"))
    assert comes_to_be_seen(page, clip, lines=3)


@pytest.mark.parametrize(
    ("style", "fragment", "more"),
    [
        ("inline-size: 500px; block-size: 20px", "", ""),
        ("inline-size: 60px; block-size: 300px", "", ""),
        ("inline-size: 60px; block-size: 300px", "", "sandbox=''"),
        ("inline-size: 200px; block-size: 400px", "", "sandbox='allow-scripts'"),
        ("inline-size: 500px; block-size: 400px", "#page-rules", ""),
        ("inline-size: 500px; block-size: 400px", "#page-rules", "sandbox=''"),
        ("inline-size: 240px; block-size: 200px", "#page-rules", ""),
        ("inline-size: 240px; block-size: 200px", "#page-rules", "sandbox='allow-scripts'"),
    ],
)
def test_a_small_frame_and_one_scrolled_past_keep_the_notice_in_sight(opened, address, style, fragment, more):
    page = opened(
        f"<iframe src='{address}{EMBED}{fragment}' style='border: 0; {style}' {more}></iframe>", width=600, height=600
    )
    frame = page.frame_locator("iframe")
    frame.locator("body > aside").first.wait_for(state="visible")
    assert comes_to_be_seen(page, None, lines=3 if "400px" in style else 1)
    small = "240px" not in style and "500px; block-size: 400" not in style
    assert frame.locator("h1").is_visible() != small
    if small:
        assert frame.locator("main a:visible").count() == 1


def test_the_notice_is_whole_at_200_pixels_without_a_script(browser, address):
    for tag in ("en", "es", "zh-Hans", "ar", "fr"):
        context = browser.new_context(viewport={"width": 200, "height": 320}, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/{tag}/embed/NCT06947473/")
        box = page.locator("body > aside").first.bounding_box()
        assert box["y"] == 0
        assert box["height"] <= 320
        # Nothing of it runs out of its box or under an edge.
        assert page.locator("body > aside").first.evaluate(
            "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]"
        ) == [0, 0]
        context.close()


def test_in_a_tall_frame_the_notice_follows_where_the_host_page_is_scrolled(opened, lines):
    page = opened(WORDS + lines["ar"].replace(CAP, "") + WORDS, height=600)
    frame = embed_of(page)
    page.wait_for_function("document.querySelector('iframe').offsetHeight > 9000")
    notice = frame.locator(".banner")
    for y in (0, 400, 5555, 3000, 10):
        page.evaluate(f"scrollTo(0, {y})")
        page.wait_for_timeout(300)
        assert abs(notice.bounding_box()["y"] - max(page.locator("iframe").bounding_box()["y"], 0)) <= 4


def test_in_a_tall_frame_without_a_script_words_are_scrolled_under_the_notice(opened, address):
    style = "inline-size: 500px; block-size: 9000px; border: 0"
    page = opened(f"<iframe src='{address}{EMBED}' style='{style}' sandbox=''></iframe>", height=700)
    page.frame_locator("iframe").locator("h1").wait_for()
    page.mouse.move(250, 400)
    page.mouse.wheel(0, 500)
    assert comes_to_be_seen(page, (0, 0, 500, 700), lines=3)
    page.mouse.move(700, 400)
    page.mouse.wheel(0, 800)
    page.wait_for_function("scrollY === 800")
    picture = Image.open(io.BytesIO(page.screenshot(clip={"x": 0, "y": 0, "width": 500, "height": 600})))
    assert len(picture.getcolors()) == 1, "words stand where the notice is not"


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_rules_of_access_hold_in_a_frame_too(browser, address, renderer, tag):
    """All but those for pages that have a header, a footer and a way past the header."""
    page = browser.new_page()
    page.goto(f"{address}/{tag}/embed/NCT06947473/eligibility/")
    banner = renderer.editions[tag].site.banner
    prepare(page, banner=banner.text, line=banner.line.plain)
    rules = ("axe", "contrast", "banner-cut", "focus-hidden", "focus-unseen", "sideways", "cut-off", "target-small")
    assert not [str(problem) for problem in problems(page, rules)]
    page.close()


@pytest.mark.parametrize("effect", ["opacity: .3", "filter: blur(3px)", "transform: scale(.3)"])
def test_what_takes_all_of_the_frame_takes_no_more_of_the_notice(opened, address, effect):
    """Whoever makes the notice hard to see makes the words as hard to see."""
    page = opened(f"<div style='{effect}'>{FRAME.format(src=f'{address}{EMBED}', more='')}</div>", width=600, height=600)
    frame = embed_of(page)
    page.wait_for_timeout(400)
    assert frame.evaluate("document.querySelector('.banner').getBoundingClientRect().top") == 0


def test_a_frame_that_is_not_shown_shows_nothing(opened, address):
    page = opened(FRAME.format(src=f"{address}{EMBED}", more="hidden").replace("border: 0", "display: none"))
    assert page.locator("iframe").bounding_box() is None


def test_wordpress_sizes_the_frame_and_follows_its_links(opened, address):
    """What WordPress does with oEmbed's answer: a frame without an origin, and a word by which messages are known."""
    with urlopen(f"{address}/oembed?url={address}/en/trials/NCT06947473/") as answer:
        html = json.load(answer)["html"]
    frame = LexborHTMLParser(html).css_first("iframe").attributes["src"]
    told = (
        "<script>window.told = [];"
        "addEventListener('message', event => { if (event.data.secret === 'abc') told.push(event.data); });</script>"
    )
    changed = html.replace(frame, f"{frame}#?secret=abc").replace(
        "<iframe", "<iframe sandbox=allow-scripts security=restricted"
    )
    page = opened(told + changed)
    page.wait_for_function("told.length")
    assert page.evaluate("told[0].message") == "height"
    assert page.evaluate("told[0].value") > 1000
    before = page.evaluate("told.length")
    page.evaluate("frames[0].postMessage({ message: 'ready', secret: 'abc' }, '*')")
    page.wait_for_function(f"told.length > {before}")
    page.frame_locator("iframe").locator(".whole a").click()
    page.wait_for_function("told.at(-1).message === 'link'")
    assert page.evaluate("told.at(-1).value") == f"{address}/en/trials/NCT06947473/"
    page.evaluate("document.querySelector('iframe').height = 200")
    assert comes_to_be_seen(page, None)
