"""Our templates run as plain Python: they say what Jinja's own way of running them says, and are as strict."""

import dataclasses

import pytest
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context
from markupsafe import Markup

from explainer.language.locales import Locale
from explainer.settings import STATIC
from explainer.show.choice import Choice
from explainer.show.pages import SheetPage, all_pages
from explainer.show.render import Renderer, static_files
from explainer.show.templating import environment


def test_every_page_is_what_jinja_itself_makes_of_it(renderer, embedded):
    settings = embedded.settings
    editions = [
        dataclasses.replace(each, site=dataclasses.replace(each.site, settings=settings)) for each in renderer.editions.values()
    ]
    ours, theirs = (Renderer(tuple(editions), static_files(STATIC)) for _ in range(2))
    made = theirs._environment
    made.code_generator_class, made.context_class, made.bytecode_cache = CodeGenerator, Context, None
    arabic = Locale("ar")
    pages = all_pages(ours.editions["ar"].site)
    second = [dataclasses.replace(page, choice=Choice(second="fr")) for page in pages if isinstance(page, SheetPage)]
    for page in (*pages, *second):
        assert ours.render(page, arabic) == theirs.render(page, arabic), page.path


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ 'a'.nothing }}", "{% if nothing %}{% endif %}", "{{ nothing() }}"])
def test_what_is_not_there_is_an_error(template):
    with pytest.raises(Exception, match="nothing"):
        environment().from_string(template).render()


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ words }}{{ markup }}", "&lt;b&gt;<b>"),
        ("{% macro m(x, y='<') %}{{ x }}{{ y }}{% endmacro %}{{ m(words) }}{{ m(markup, y=markup) }}", "&lt;b&gt;&lt;<b><b>"),
        ("{% for x in [1, words] %}{{ x }}{% endfor %}{% set z = words %}{{ z ~ markup }}", "1&lt;b&gt;&lt;b&gt;<b>"),
    ],
)
def test_whatever_is_not_markup_is_escaped(template, text):
    assert environment().from_string(template).render(words="<b>", markup=Markup("<b>")) == text


def test_a_call_gets_all_that_stands_in_its_brackets():
    made = environment().from_string("{{ f(1, *[2, 3], a=4, **{'b': 5}) }}")
    assert made.render(f=lambda *given, **named: f"{given}{sorted(named)}") == "(1, 2, 3)[&#39;a&#39;, &#39;b&#39;]"
