"""The page contract catches each way to lose the banner and each way to break a page."""

import pytest

from explainer.audit import audit_page, carries_banner

BANNER = "Confirm with the study team Only they can tell you."
ASIDE = (
    '<aside class="banner" aria-label="Important"><p><strong>Confirm with the study team</strong></p>'
    "<p>Only they can tell you.</p></aside>"
)
PAGE = (
    '<!doctype html><html lang="en" dir="ltr"><head><title>A page</title>'
    '<link rel="stylesheet" href="/static/a.css"></head><body>'
    f'{ASIDE}<main id="main"><h1>One</h1><h2 id="two">Two</h2><p><a href="#two">To two</a></p></main></body></html>'
)


def rules(html, **changed):
    options = {"path": "/en/", "banner": BANNER, "lang": "en", "dir": "ltr"} | changed
    return {finding.rule for finding in audit_page(html, **options)}


@pytest.mark.parametrize("address", ["/static/a.css", "/a/static/a.css", "./static/a.css", "../../static/a.css"])
def test_a_whole_page_has_no_findings(address):
    assert rules(PAGE.replace("/static/a.css", address)) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (ASIDE, "", "banner-not-first"),
        (ASIDE, f"<p>First!</p>{ASIDE}", "banner-not-first"),
        (ASIDE, f"First!{ASIDE}", "banner-not-first"),
        ("Only they can tell you.", "", "banner-not-whole"),
        ("Only they", "Only we", "banner-not-whole"),
        (ASIDE, ASIDE + ASIDE, "banner-not-once"),
        ('class="banner"', "hidden", "banner-hidden"),
        ('class="banner"', 'style="display:none"', "banner-hidden"),
        ('class="banner"', 'aria-hidden="true"', "banner-hidden"),
        ("<p><strong>", "<p hidden><strong>", "banner-hidden"),
        ("<body>", "<body inert>", "banner-hidden"),
        ("<body>", '<body aria-hidden="true">', "banner-hidden"),
        ("<p>Only they can tell you.</p>", "<details><p>Only they can tell you.</p></details>", "banner-hidden"),
        ("<p>Only they can tell you.</p>", "<template><p>Only they can tell you.</p></template>", "banner-not-whole"),
        ('lang="en"', 'lang="fr"', "page-language"),
        ('lang="en"', "", "page-language"),
        ('dir="ltr"', 'dir="rtl"', "page-direction"),
        ("<title>A page</title>", "<title> </title>", "page-title"),
        ("<h1>One</h1>", "", "page-h1"),
        ("<h1>One</h1>", "<h1>One</h1><h1>Two</h1>", "page-h1"),
        ('<h2 id="two">Two</h2>', '<h3 id="two">Two</h3>', "page-headings"),
        ('id="main"', 'id="two"', "page-id"),
        ("<p><a", '<p><label for="nothing">x</label><a', "page-id"),
        ('href="#two"', 'href="#three"', "page-anchor"),
        ('href="/static/a.css"', 'href="https://elsewhere.example/a.css"', "page-foreign"),
        ('href="/static/a.css"', 'href="//elsewhere.example/a.css"', "page-foreign"),
        ('href="/static/a.css"', 'href="/\\elsewhere.example/a.css"', "page-foreign"),
        ('href="/static/a.css"', 'href="/\t/elsewhere.example/a.css"', "page-foreign"),
        ('href="/static/a.css"', 'href="..//elsewhere.example/a.css"', "page-foreign"),
        ('href="/static/a.css"', 'href="a.css"', "page-foreign"),
        ("<p><a", '<p><img src="https://elsewhere.example/a.png" alt=""><a', "page-foreign"),
        ('href="#two"', 'href="javascript:alert(1)"', "page-foreign"),
        ("<p><a", "<p><script>1</script><a", "page-inline"),
        ("<h1>", '<h1 style="color:red">', "page-inline"),
    ],
)
def test_a_broken_page_is_caught(old, new, rule):
    assert old in PAGE
    assert rule in rules(PAGE.replace(old, new, 1))


@pytest.mark.parametrize("html", ["", "<", "<html>", "\0", "<aside></aside>", "<body>" * 1000, "<p>" * 20_000])
def test_any_text_is_judged(html):
    assert "banner-not-first" in rules(html) or "banner-not-whole" in rules(html)


def test_an_empty_banner_is_none():
    assert "banner-not-first" in rules(PAGE, banner="")


def test_the_last_lock_knows_the_banner_in_any_language():
    assert carries_banner(PAGE, ("Autre chose", BANNER))
    assert not carries_banner(PAGE, ("Autre chose",))
    assert not carries_banner(PAGE.replace("Only they", "They"), (BANNER,))
