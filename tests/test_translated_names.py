"""Months and medicines keep their names in a translation, and no words of the original stand in it."""

import pytest

from explainer.checks.said import Language
from explainer.checks.translated_names import (
    left_as_it_was,
    translation_medicine_added,
    translation_medicine_changed,
    translation_month_changed,
)
from explainer.checks.translation import paired
from explainer.finding import Where
from explainer.language.locales import Locale
from explainer.language.words import Words
from explainer.model import unmarked
from explainer.reading.loader import load_site
from explainer.senses import Sense, Senses
from explainer.settings import SHIPPED

MEDICINES = (
    Senses(senses=(Sense(name="medicine", words=("*mab", "*icline", "*cept"), perhaps=("accept",)),), held="renamed"),
    Senses(senses=(Sense(name="mab", words=("*mab",)), Sense(name="tide", words=("*tide",)))),
    Senses(senses=(Sense(name="statin-name", words=("*statin",), perhaps=("statins",)),), held="renamed"),
)
WORDS = {
    "es": Words(senses={"medicine": ("*mab", "*triptilina", "*iclina", "*statina")}),
    "ar": Words(senses={"medicine": ("*ماب", "*تيلين", "*يكلين", "*ستاتين")}),
    "zh-Hans": Words(senses={"statin-name": ("他汀",)}),
}


def told(check, tag, original, translation, senses=MEDICINES):
    both = (unmarked(text, Where(path="x.po")) for text in (original, translation))
    return [p.message for p in check(paired(Locale(tag), Language(WORDS.get(tag, Words())), "", *both, senses=senses))]


@pytest.mark.parametrize(
    ("tag", "original", "sound", "wrong"),
    [
        ("es", "It ends on 31 March 2027.", "Termina el 31 de marzo de 2027.", "Termina el 31 de mayo de 2027."),
        ("fr", "From June to August", "De juin à août", "De juin à octobre"),
        ("ar", "It ended in May 2024.", "انتهت في مايو 2024.", "انتهت في مارس 2024."),
        ("zh-Hans", "It was changed on 4 June 2025.", "于 2025 年 6 月 4 日更改。", "于 2025 年 4 月 6 日更改。"),
        ("zh-Hans", "It was changed in June.", "六月更改。", "四月更改。"),
        ("es", "Read on 2026-03-10", "Leído el 10 de marzo de 2026", "Leído el 10 de mayo de 2026"),
    ],
)
def test_another_month_is_refused(tag, original, sound, wrong):
    assert told(translation_month_changed, tag, original, sound) == []
    assert len(told(translation_month_changed, tag, original, wrong)) == 1


@pytest.mark.parametrize(
    ("tag", "original", "translation"),
    [
        ("es", "You may march for 6 months.", "Puede marchar 6 meses."),
        ("zh-Hans", "In June, for 4 months", "六月起 4 个月"),
        ("fr", "You may walk.", "Mars est une planète."),  # (the original names no month: "mars" may be anything)
    ],
)
def test_what_only_looks_as_a_month_is_none(tag, original, translation):
    assert told(translation_month_changed, tag, original, translation) == []


@pytest.mark.parametrize(
    ("tag", "sound", "wrong"),
    [
        ("es", "Toma vareniclina y rituximab.", "Toma venlafaxina y rituximab."),
        ("fr", "Vous prenez de la varénicline et du rituximab.", "Vous prenez de la venlafaxine et du rituximab."),
        ("ar", "تتناول الفارينيكلين وريتوكسيماب.", "تتناول الفنلافاكسين وريتوكسيماب."),
    ],
)
def test_another_medicine_is_refused(tag, sound, wrong):
    original = "You accept varenicline and rituximab."
    assert told(translation_medicine_changed, tag, original, sound) == []
    (message,) = told(translation_medicine_changed, tag, original, wrong)
    assert "varenicline" in message


def test_where_no_sounds_are_written_no_medicine_is_compared():
    assert told(translation_medicine_changed, "zh-Hans", "You take varenicline.", "您在服用文拉法辛。") == []


@pytest.mark.parametrize(
    ("tag", "sound", "wrong"),
    [
        ("es", "Un medicamento, como la vareniclina.", "Un medicamento, como la amitriptilina."),
        ("ar", "دواء مثل الفارينيكلين.", "دواء مثل الأميتريبتيلين."),
        ("zh-Hans", "一种药，例如伐尼克兰。", "一种药，例如阿托伐他汀。"),
    ],
)
def test_a_medicine_of_no_one_is_refused(tag, sound, wrong):
    original = "A medicine, such as varenicline."
    assert told(translation_medicine_added, tag, original, sound) == []
    assert len(told(translation_medicine_added, tag, original, wrong)) == 1


def test_where_no_sounds_are_written_kinds_are_compared():
    for sound in ("阿托伐他汀", "atorvastatin"):
        assert told(translation_medicine_changed, "zh-Hans", "You take atorvastatin.", f"您在服用 {sound}。") == []
    assert len(told(translation_medicine_changed, "zh-Hans", "You take atorvastatin.", "您在服用二甲双胍。")) == 1
    assert told(translation_medicine_added, "zh-Hans", "You take statins.", "您在服用他汀类药物。") == []


def test_the_shipped_endings_know_medicines_and_no_common_words():
    senses = load_site(SHIPPED).site.senses
    for name in ("varenicline", "atorvastatin", "rituximab", "venetoclax", "cyclophosphamide", "semaglutide"):
        assert told(translation_medicine_changed, "es", f"You take {name}.", "Usted la toma.", senses), name
    for name in ("someone alone", "except the bone", "examine the hormone", "it is done"):
        assert not told(translation_medicine_changed, "es", f"Tell {name}.", "Usted.", senses), name


@pytest.mark.parametrize(
    ("tag", "wrong", "sound"),
    [
        ("es", "Una infección que no esté under control.", "Una infección que no esté controlada."),
        ("fr", "Une infection not under contrôle.", "Une infection «under control» (not under control)."),
        ("zh-Hans", "感染没有 under control。", "感染没有得到控制（under control）。"),
        ("ar", "عدوى ليست under control.", "عدوى ليست تحت السيطرة."),
    ],
)
def test_words_that_were_left_are_told(tag, wrong, sound):
    original = "An infection that is not under control."
    assert told(left_as_it_was, tag, original, sound) == []
    assert len(told(left_as_it_was, tag, original, wrong)) == 1


@pytest.mark.parametrize("wrong", ["Un significant substance use disorder.", "Ce qui est thinking ahead."])
def test_a_phrase_without_a_small_word_is_told_in_latin_script_too(wrong):
    original = "A significant substance use disorder, thinking ahead."
    assert len(told(left_as_it_was, "fr", original, wrong)) == 1
    assert told(left_as_it_was, "fr", original, "Un trouble lié à l’usage de substances.") == []


def test_names_and_words_of_both_languages_may_stay():
    assert told(left_as_it_was, "ar", "The American College of Rheumatology", "الكلية American College of Rheumatology") == []
    assert told(left_as_it_was, "fr", "It takes six minutes.", "Il faut six minutes.") == []
