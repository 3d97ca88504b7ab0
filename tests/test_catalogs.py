"""Broken catalogs: one finding each with file and line, the rest still counts, and nothing half translated is shown."""

import re

import pytest
from pseudo import TAG, pseudo_site
from site_folder import site_folder

from explainer.checks.editions import read_editions
from explainer.finding import Where
from explainer.language.catalog_files import Original, po_text, updated
from explainer.language.catalogs import catalog_path, read_catalog
from explainer.language.locales import Locale
from explainer.language.plurals import read_plurals
from explainer.reading.loader import load_site

STUDY = "NCT00000001"
PATH = catalog_path(Locale(TAG), STUDY)
STROKE = re.compile(r'(msgctxt "heading"\nmsgid "A stroke"\nmsgstr )(".*")')
HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=1; plural=0;\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalogs")
    return pseudo_site(site_folder(folder / "source"), folder / "site")


@pytest.fixture
def root(sound):
    """The sound site; what a test writes into its catalog is taken back."""
    before = (sound / PATH).read_bytes()
    yield sound
    (sound / PATH).write_bytes(before)


def text_of(root):
    return (root / PATH).read_text(encoding="utf-8")


def read(root, text):
    """The catalog with another text (or bytes), and its findings."""
    (root / PATH).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_catalog(root, Locale(TAG), STUDY)


def fallen(root):
    """The units of the study that are shown in the original, and the findings with a place in its catalog."""
    editions, findings = read_editions(root, load_site(root).site)
    units = [u for document in editions[1].site.trials[0].documents for s in document.sections for u in s.units]
    mine = [f for f in findings if f.where.path == PATH and f.rule not in ("not-translated", "translation-long")]
    return {unit.id for unit in units if unit.blocks[0].parts[0].lang}, mine


def test_a_catalog_cut_anywhere_is_one_finding_and_the_rest_counts(root):
    whole = text_of(root)
    entries, data = read(root, whole)[0].entries, whole.encode()
    for end in range(1, len(data) - 1, 97):
        catalog, findings = read(root, data[:end])
        assert {key: entry.forms for key, entry in catalog.entries.items() if entry.translated}.items() <= {
            key: entry.forms for key, entry in entries.items()
        }.items(), data[:end][-80:]
        assert len(findings) <= 1, (data[:end][-80:], findings)
        for finding in findings:
            assert finding.where.path == PATH
            assert finding.where.line
            assert finding.fix


def test_a_catalog_cut_within_an_entry_is_told(root):
    whole = text_of(root)
    for end in [match.end() - 1 for match in re.finditer(r'"$', whole, re.MULTILINE)][6::5]:
        _, (finding,) = read(root, whole[:end])
        assert finding.rule == "catalog-broken"
        assert finding.where.line == whole[:end].count("\n") + 1


def test_a_last_entry_that_is_half_there_is_not_shown(root):
    """A message of several lines that is cut between two of them is whole to gettext: how it ends tells."""
    whole = text_of(root)
    start = whole.rindex('msgstr ""\n"⟦') + len('msgstr ""\n')
    read(root, whole[: whole.index("\n", start) + 1])
    (finding,) = [finding for finding in fallen(root)[1] if finding.rule == "end-lost"]
    assert finding.where.line


HEADING = 'msgctxt "heading"\nmsgid "A stroke"\n'
ALL = {"kidneys", "stroke", "age", "lead", "visits"}
OF_THE_FILE = {
    "wrong charset": (lambda text: text.replace("charset=UTF-8", "charset=latin-1"), "catalog-broken", 5, set()),
    "no charset": (lambda text: re.sub(r'"Content-Type.*\n', "", text), "catalog-broken", 1, set()),
    "wrong plural count": (lambda text: re.sub("nplurals=.;", "nplurals=4;", text), "catalog-broken", 4, set()),
    "wild plural rule": (lambda text: re.sub(r"plural=[(]n.*;", "plural=__import__('os');", text), "catalog-broken", 4, set()),
    "no header": (lambda text: text.split("\n\n", 1)[1], "catalog-broken", 1, set()),
    "not UTF-8": (lambda text: text.encode("utf-16"), "not-utf-8", 1, ALL),
    "one wrong byte": (lambda text: text.encode().replace(b"\n", b"\n# \xe9\n", 1), "not-utf-8", 2, ALL),
    "binary": (lambda _: b"\n" + bytes(range(256)) * 40, "not-utf-8", 3, ALL),
    "NUL": (lambda text: text.replace("A stroke", "A \0 stroke"), "not-text", 0, ALL),
    "empty": (lambda _: b"", "file-empty", 0, ALL),
    "white space": (lambda _: b" \n\r\n\t", "file-empty", 0, ALL),
    "another format": (lambda _: b'{"A stroke": "x"}\n', "catalog-broken", 1, ALL),
}
OF_AN_ENTRY = {
    "unknown keyword": (r'msgcontext "heading"\nmsgid "A stroke"\nmsgstr \2', "catalog-broken"),
    "escape at the end": (r'\1"x\\"', "catalog-broken"),
    "no quotation mark": (r"\1x", "catalog-broken"),
    "no msgstr": (HEADING, "catalog-broken"),
    "no msgid": (r'msgctxt "heading"\nmsgstr \2', "catalog-broken"),
    "string of its own": (r'"A stroke"', "catalog-broken"),
    "string before": (r"\2\n\g<0>", "catalog-broken"),
    "msgstr[9]": (HEADING + r"msgstr[9] \2", "catalog-broken"),
    "msgstr[0] without a plural": (HEADING + r"msgstr[0] \2", "catalog-broken"),
    "two msgstr": (r"\g<0>\nmsgstr \2", "catalog-broken"),
    "two msgid": (r'msgid "x"\n\g<0>', "catalog-broken"),
    "an entry more that is cut": (r'\g<0>\nmsgid "x"\nmsgstr "y', "catalog-broken"),
    "a merge that was not finished": (r"<<<<<<< HEAD\n\g<0>\n=======\n\g<0>\n>>>>>>> x", "catalog-broken"),
    "HTML": (r'\1"<script>x</script>"', "raw-html"),
    "a link that does not close": (r'\1"[x](/y"', "link-not-allowed"),
    "half of the text": (r'\1"%s"' % ("x" * 300), "length-off"),
}


@pytest.mark.parametrize("fault", OF_THE_FILE)
def test_a_fault_of_the_file_is_one_finding(root, fault):
    damage, rule, line, units = OF_THE_FILE[fault]
    before = text_of(root)
    damaged = damage(before)
    assert damaged not in (before, before.encode())
    read(root, damaged)
    lost, findings = fallen(root)
    assert [(finding.rule, finding.where.line) for finding in findings] == [(rule, line)]
    assert findings[0].fix
    assert lost == units


def test_of_two_the_same_one_counts_and_the_other_is_told(root):
    text = text_of(root)
    line = text[: STROKE.search(text).start()].count("\n") + 1
    read(root, STROKE.sub(r'\g<0>\n\n\1"x"', text))
    units, (finding,) = fallen(root)
    assert (finding.rule, finding.where.line) == ("catalog-broken", line + 5)
    assert f"{PATH}:{line + 1}" in finding.message
    assert units == set()


@pytest.mark.parametrize("fault", OF_AN_ENTRY)
def test_a_fault_of_an_entry_is_one_finding_and_exactly_its_unit_falls_back(root, fault):
    damage, rule = OF_AN_ENTRY[fault]
    before = text_of(root)
    damaged = STROKE.sub(damage, before)
    assert damaged != before
    read(root, damaged)
    units, (finding,) = fallen(root)
    assert finding.rule == rule
    assert abs(finding.where.line - before[: STROKE.search(before).start()].count("\n")) <= 5
    assert finding.where.path == PATH
    assert finding.fix
    assert units == {"stroke"}


SOUND = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "BOM": lambda text: "\ufeff" + text,
    "obsolete entries": lambda text: text + '\n#~ msgctxt "heading"\n#~ msgid "Gone"\n#~ msgstr "⟦Ĝöñé⟧"\n',
    "comments": lambda text: STROKE.sub(r"# mine\n#| msgid \"old\"\n\g<0>", text),
    "empty lines": lambda text: f"\n\n{text}\n\n\n",
    "previous msgid of an obsolete entry": lambda text: f'{text}\n#~| msgid "Was"\n#~ msgid "Gone"\n#~ msgstr "⟦Ĝöñé⟧"\n',
    "no empty lines": lambda text: text.replace("\n\n", "\n"),
    "other header fields": lambda text: text.replace('"MIME', '"X-Generator: Poedit 3.4\\n"\n"MIME', 1),
    "tabs": lambda text: text.replace('msgid "', 'msgid\t"'),
}


@pytest.mark.parametrize("kind", SOUND)
def test_what_other_programs_write_is_read(root, kind):
    entries = read(root, text_of(root))[0].entries
    before = text_of(root)
    catalog, findings = read(root, SOUND[kind](before))
    assert findings == ()
    assert {key: entry.forms for key, entry in catalog.entries.items()} == {key: e.forms for key, e in entries.items()}


def test_a_plural_message_has_as_many_forms_as_its_language(tmp_path):
    path = tmp_path / catalog_path(Locale("ar"), "ui")
    path.parent.mkdir(parents=True)
    head = HEADER.replace("nplurals=1; plural=0;", ARABIC)
    forms = "".join(f'msgstr[{n}] "x"\n' for n in range(5))
    path.write_text(f'{head}msgid "a"\nmsgstr "b"\n\nmsgid "%(n)s day"\nmsgid_plural "%(n)s days"\n{forms}', encoding="utf-8")
    catalog, (finding,) = read_catalog(tmp_path, Locale("ar"), "ui")
    assert catalog.text("", "a") == "b"
    assert [*catalog.entries] == [("", "a")]
    assert (finding.rule, finding.where.line) == ("catalog-broken", 9)
    assert "5 plural forms" in finding.message


ARABIC = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"


@pytest.mark.parametrize("unit", ["a", "a ", "[", "**", "](", '\\\\"', "1", "не ", "《", "%(x)s", "<b", "&#"])
def test_a_message_of_any_length_is_read_in_time(root, unit):
    long = unit * (100_000 // len(unit))
    text = STROKE.sub(lambda match: f'{match[1]}"{long}"', text_of(root))
    read(root, text)
    units, findings = fallen(root)
    assert units == {"stroke"}
    assert findings
    assert all(finding.where.line for finding in findings)


OLD = "nplurals=2; plural=(n != 1);"
NEW = "nplurals=3; plural=(n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2);"
PLURALS = {
    "an older CLDR's": ("es", OLD, {1: 0, 0: 1, 7: 1}),
    "a newer CLDR's": ("es", NEW, {1: 0, 0: 2, 10**6: 1}),
    "more than are needed": ("zh-Hans", OLD, {1: 0, 2: 1}),
    "another language's": ("ar", OLD, None),
    "a form that no number takes": ("es", "nplurals=3; plural=(n != 1);", None),
    "a form too few": ("es", "nplurals=1; plural=(n != 1);", None),
    "two counts put together": ("es", "nplurals=2; plural=(n > 1);", None),
    "a division by nought": ("es", "nplurals=2; plural=n%0;", None),
    "no end": ("es", "nplurals=2; plural=((((;", None),
    "nothing": ("es", "", None),
}


@pytest.mark.parametrize("case", PLURALS)
def test_a_catalog_keeps_its_own_rule_for_plurals_where_it_fits_the_language(case):
    tag, header, forms = PLURALS[case]
    found = read_plurals(header, Locale(tag))
    assert (found and {n: found.form(n) for n in forms or ()}) == forms


def test_a_catalog_of_an_older_cldr_is_read_and_written_as_it_is(tmp_path):
    path = tmp_path / catalog_path(Locale("es"), "ui")
    path.parent.mkdir(parents=True)
    for header, count in ((OLD, 2), (NEW, 3)):
        forms = "".join(f'msgstr[{n}] "%(n)s día {n}"\n' for n in range(count))
        head = HEADER.replace("nplurals=1; plural=0;", header)
        path.write_text(f'{head}msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n{forms}', encoding="utf-8")
        catalog, findings = read_catalog(tmp_path, Locale("es"), "ui")
        assert findings == ()
        original = Original(role="", id="%(n)s day", plural="%(n)s days", places=(Where(path="a.html"),))
        written = po_text(Locale("es"), *updated(catalog, [original]), catalog.plurals)
        assert forms in written
        assert f"msgstr[{count}]" not in written
        assert header in written
