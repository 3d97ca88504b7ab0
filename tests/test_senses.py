"""The table of senses: how it is read, and what of it a translation must not turn round, bring in or leave out."""

import shutil
from functools import cache

import pytest
from site_folder import places, site_folder

from explainer.checks.editions import read_editions
from explainer.checks.said import Language
from explainer.checks.senses import Dictionary, translation_sense_turned, translation_thing_added, translation_thing_lost
from explainer.checks.translation import paired
from explainer.finding import Where
from explainer.language.locales import Locale
from explainer.language.words import Words, read_words
from explainer.model import unmarked
from explainer.reading.loader import load_site
from explainer.reading.senses import PATH, read_senses
from explainer.reading.source import Folder, Problems
from explainer.senses import Sense, Senses
from explainer.settings import SHIPPED

TABLE = (
    Senses(
        senses=(
            Sense(name="before", words=("before", "prior"), perhaps=("until",)),
            Sense(name="after", words=("after", "follow*"), perhaps=("then",)),
        )
    ),
    Senses(senses=(Sense(name="insulin", words=("insulin*",), perhaps=("pancreas hormone",)),), held="added"),
    Senses(senses=(Sense(name="only", words=("only",), perhaps=("not only",)),), held="lost"),
)
LANGUAGES = {
    "es": {"before": ("antes", "previ*"), "after": ("después", "a partir de"), "insulin": ("insulin*",)},
    "zh-Hans": {"before": ("之前",), "after": ("之后",), "insulin": ("胰岛素",)},
    "ar": {"before": ("قبل",), "after": ("بعد",), "insulin": ("إنسولين",)},
}
NEEDED = {"es": {"only": ("solo", "únic*")}}


def read(root, text):
    folder = Folder(site_folder(root, {PATH: text}), Problems())
    return read_senses(folder), folder.problems.found


def found(tag, original, translation, check=translation_sense_turned):
    locale, where = Locale(tag), Where(path="x.po")
    both = (unmarked(original, where), unmarked(translation, where))
    words = Words(senses=LANGUAGES[tag], needed=NEEDED.get(tag, {}))
    return [p.message for p in check(paired(locale, Language(words), "", *both, senses=TABLE))]


def test_lines_stand_under_headings(tmp_path):
    text = "# Senses\n\n- not: this\n\n## Time\n\n- before: Before, prior to; until | after: after, follow*\n"
    more = "\n## Things {#things}\n\n- blood-test: blood test*\n\n## Needed {#needed}\n\n- before: before; long before\n"
    table, problems = read(tmp_path, text + more)
    assert problems == []
    before = Sense(name="before", words=("before", "prior to"), perhaps=("until",))
    assert table == (
        Senses(senses=(before, Sense(name="after", words=("after", "follow*")))),
        Senses(senses=(Sense(name="blood-test", words=("blood test*",)),), held="added"),
        Senses(senses=(Sense(name="before", words=("before",), perhaps=("long before",)),), held="lost"),
    )


@pytest.mark.parametrize(
    "line", ["- before, prior", "- before: *", "- before: before |", "- a: x;", "- low: low | low: lowest", "- twice: two", "-"]
)
def test_a_line_that_is_none_is_told_and_the_others_count(tmp_path, line):
    table, problems = read(tmp_path, f"# Senses\n\n## Time\n\n- twice: twice\n{line}\n- now: now\n")
    assert [line.senses[0].name for line in table] == ["twice", "now"]
    assert places(tuple(problems)) == [("senses-line", PATH, 6)]


def test_a_site_without_the_table_is_sound(tmp_path):
    folder = Folder(site_folder(tmp_path, {PATH: None}), Problems())
    assert (read_senses(folder), folder.problems.found) == ((), [])


def test_a_word_may_have_an_ending_a_second_word_and_two_senses():
    words = Dictionary([("old", ["previ*"]), ("since", ["a partir de"]), ("from", ["a partir de"]), ("late", ["tard*"])])
    assert words.said("el previo, a partir de ayer") == {"old": ["previo"], "since": ["a partir de"], "from": ["a partir de"]}
    assert words.said("a partir; imprevisto") == {}
    words = Dictionary([("double", ["double"]), ("blood", ["*emia", "*hemo*"]), ("before", ["قبل"]), ("left", ["يسار*"])])
    assert words.said("double-blind, anemia, anti-hemo") == {"double": ["double"], "blood": ["anemia", "hemo"]}
    assert words.said("وباليسار، فقبله وقبل") == {"left": ["وباليسار"], "before": ["وقبل"]}


def test_words_that_are_joined_are_read_apart():
    words = Dictionary([("insulin", ["insulin*"]), ("twice", ["double"]), ("you", ["vous-même"])])
    assert words.said("l'insuline, double-blind, vous-même") == {
        "insulin": ["insuline"],
        "twice": ["double"],
        "you": ["vous-même"],
    }


@pytest.mark.parametrize(
    ("tag", "turned", "sound"),
    [
        ("es", "después de la vacuna", "antes de la vacuna"),
        ("es", "A PARTIR  DE la vacuna", "previamente a la vacuna"),
        ("zh-Hans", "接种疫苗之后", "接种疫苗之前"),
        ("ar", "وبعد اللقاح", "وقبل اللقاح"),
    ],
)
def test_the_opposite_is_refused(tag, turned, sound):
    assert "before" in found(tag, "before the vaccine", turned)[0]
    assert found(tag, "before the vaccine", sound) == []


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("before the vaccine", "con la vacuna"),  # (said in a way that the table does not know)
        ("and then the vaccine", "antes de la vacuna"),  # ("then" may be "after", and need not)
        ("before and after it", "después y antes de ella"),
        ("Before it. After it.", "Después de ella, antes no. Antes de ella, después."),
        ("until the vaccine, follow-up", "después, antes de la vacuna"),
    ],
)
def test_what_may_be_the_same_is_left_alone(original, translation):
    assert found("es", original, translation) == []


def test_of_two_sentences_the_one_that_turned_is_seen():
    messages = found("es", "Rest after it. Eat before it.", "Descanse después. Coma después de ella.")
    assert messages == ["the original says “before”, and this says “después” (after)"]


@pytest.mark.parametrize(("tag", "thing"), [("es", "insulina"), ("zh-Hans", "用胰岛素"), ("ar", "والإنسولين")])
def test_a_thing_that_the_original_does_not_name_is_refused(tag, thing):
    assert "insulin" in found(tag, "a shot", thing, translation_thing_added)[0]
    for original in ("insulin shots", "the pancreas hormone"):
        assert found(tag, original, thing, translation_thing_added) == []
    assert found(tag, "insulin", "", translation_thing_added) == []


@pytest.mark.parametrize("sound", ["Solo mujeres", "Las únicas son mujeres", "No hay hombres: mujeres, solo ellas"])
def test_what_is_needed_is_said_in_any_of_its_words(sound):
    assert found("es", "Only women", sound, translation_thing_lost) == []


def test_what_is_needed_and_left_out_is_refused():
    (message,) = found("es", "Only women", "Mujeres", translation_thing_lost)
    assert message == "the original says “only”, and this has no word for it"
    assert found("es", "Not only women", "Mujeres", translation_thing_lost) == []
    assert len(found("es", "Not only women, only adults", "Mujeres", translation_thing_lost)) == 1
    assert found("ar", "Only women", "", translation_thing_lost) == []


SHIPPED_PAIRS = [
    ("es", "The left kidney", "El riñón izquierdo", "El riñón derecho"),
    ("es", "It is given before a meal.", "Se da antes de una comida.", "Se da después de una comida."),
    ("es", "The parents sign.", "Firman los padres.", "Firma la madre."),
    ("es", "The dose rises slowly.", "La dosis sube despacio.", "La dosis sube rápido."),
    (
        "es",
        "It is not known before the first dose.",
        "No se sabe antes de la primera dosis.",
        "No se sabe antes de la última dosis.",
    ),
    ("ar", "The pregnancy test is positive.", "فحص الحمل إيجابي.", "فحص الحمل سلبي."),
    ("ar", "A severe illness", "مرض شديد", "مرض خفيف"),
    ("ar", "It is given into a vein.", "يُعطى في الوريد.", "يُعطى بالفم."),
    ("ar", "It is given on Mondays.", "يُعطى أيام الاثنين.", "يُعطى على الريق أيام الاثنين."),
    ("fr", "It is a double-blind study.", "C’est une étude en double aveugle.", "C’est une étude ouverte."),
    ("fr", "Tell the team if you feel ill.", "Dites à l’équipe si vous ne vous sentez pas bien.", "Parlez-en à vos proches."),
    ("fr", "Outside the bone marrow", "En dehors de la moelle osseuse", "En dehors de la moelle épinière"),
    ("fr", "The lower the score, the fitter you are.", "Plus il est bas, mieux c’est.", "Plus il est élevé, mieux c’est."),
    ("fr", "A doctor chooses the dose.", "Un médecin choisit la dose.", "Vous choisissez la dose."),
    (
        "zh-Hans",
        "You have type 2 diabetes and high blood sugar.",
        "您患有 2 型糖尿病，血糖偏高。",
        "您患有 2 型糖尿病，血糖偏低。",
    ),
    ("zh-Hans", "You have bad sleep.", "您睡眠不好。", "您睡眠不好，请停药。"),
    ("zh-Hans", "Look at the prostate before the visit.", "就诊之前检查前列腺。", "就诊之后检查前列腺。"),
    ("zh-Hans", "Blood is taken at once.", "马上抽血。", "马上验尿。"),
    ("zh-Hans", "It is for men.", "针对男性。", "针对女性。"),
    ("es", "Only your doctor can plan it.", "Solo su médico puede planearlo.", "Su médico puede planearlo."),
    ("es", "You have pain in one eye.", "Le duele un ojo.", "Le duele un oído."),
    ("ar", "The apnea is more than mild.", "انقطاع النفس أكثر من خفيف.", "انقطاع النفس خفيف."),
    ("fr", "You had a stroke.", "Vous avez eu un AVC.", "Vous avez eu un infarctus."),
    ("fr", "The dose goes down bit by bit.", "La dose baisse petit à petit.", "La dose baisse."),
    ("zh-Hans", "Eye drops do not count.", "眼药水不算。", "口服的不算。"),
    ("zh-Hans", "Only your doctor can plan it.", "只有您的医生能安排。", "您的医生能安排。"),
]


@cache
def shipped(locale):
    return read_senses(Folder(SHIPPED, Problems())), Language(read_words(SHIPPED, locale, Problems()))


@pytest.mark.parametrize(("tag", "original", "sound", "wrong"), SHIPPED_PAIRS)
def test_the_shipped_words_tell_a_sound_translation_from_a_wrong_one(tag, original, sound, wrong):
    locale, where = Locale(tag), Where(path="x.po")
    table, language = shipped(locale)
    told = []
    for translation in (sound, wrong):
        both = (unmarked(original, where), unmarked(translation, where))
        pair = paired(locale, language, "", *both, senses=table)
        told.append([*translation_sense_turned(pair), *translation_thing_added(pair), *translation_thing_lost(pair)])
    assert not told[0]
    assert told[1]


def test_the_shipped_table_is_sound():
    problems = Problems()
    read_senses(Folder(SHIPPED, problems))
    assert problems.found == []


@pytest.fixture
def spanish(tmp_path):
    """Copies the shipped site, writes more lines under the heading of a table of Spanish, and reads the editions."""
    for part in ("content", "translations"):
        shutil.copytree(SHIPPED / part, tmp_path / part)
    path = tmp_path / "translations/es/words.toml"

    def read(table, lines):
        path.write_text(path.read_text(encoding="utf-8").replace(f"[{table}]\n", f"[{table}]\n{lines}"), encoding="utf-8")
        return read_editions(tmp_path, load_site(tmp_path).site, (Locale("es"),))

    return read


@pytest.mark.parametrize(("table", "name"), [("senses", "before"), ("needed", "only")])
def test_a_sense_that_the_site_does_not_name_is_told_with_the_nearest(spanish, table, name):
    editions, (finding,) = spanish(table, f'{name[:-1]} = ["x"]\n')
    assert (finding.rule, finding.where.path) == ("sense-unknown", "translations/es/words.toml")
    assert f"[{table}] has “{name[:-1]}” (for “{name}”?)" in finding.message
    assert [edition.locale.tag for edition in editions] == ["en", "es"]


def test_of_many_unknown_senses_a_few_are_told(spanish):
    _, (finding,) = spanish("needed", "".join(f'zz{number:02} = ["x"]\n' for number in range(40)))
    assert "“zz04” and 35 more, and content/senses.md does not" in finding.message
