"""Languages: the one that a browser asks for, and a file of them that is broken."""

import pytest

from explainer.errors import ExplainerError
from explainer.language.locales import Locale, best, read_locales

OFFERED = tuple(map(Locale, ("en", "zh-Hans", "ar", "es", "fr")))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["zh-CN"], "zh-Hans"),
        (["zh"], "zh-Hans"),
        (["zh-TW"], "en"),
        (["es-MX"], "es"),
        (["ar-EG"], "ar"),
        (["fr-CA"], "fr"),
        (["xx", "fr"], "fr"),
        (["de", "*"], "en"),
        ([], "en"),
        (["", "a" * 500, "e-n-", "\0"], "en"),
    ],
)
def test_requests_find_their_language(wanted, found):
    assert best(wanted, OFFERED).tag == found


def test_names_and_directions_are_each_languages_own():
    assert [locale.dir for locale in OFFERED] == ["ltr", "ltr", "rtl", "ltr", "ltr"]
    assert [locale.name for locale in OFFERED[2:]] == ["العربية", "Español", "Français"]


@pytest.mark.parametrize("text", ["[en", "en = 1", "[en]\n", "[xx-yy-zz]\nstatus = 'published'", "\ufffe"])
def test_a_broken_file_of_locales_is_said_in_one_line(tmp_path, text):
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "locales.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ExplainerError, match=r"locales\.toml"):
        read_locales(tmp_path)


def test_without_a_file_there_is_no_translation(tmp_path):
    assert read_locales(tmp_path) == ()


def test_words_stand_in_the_order_of_their_language():
    assert sorted(["zèbre", "école", "été", "eau"], key=Locale("fr").sort_key) == ["eau", "école", "été", "zèbre"]
    assert sorted(["知情同意", "安慰剂", "滴度", "CAR T 细胞"], key=Locale("zh-Hans").sort_key) == [
        "CAR T 细胞",
        "安慰剂",
        "滴度",
        "知情同意",
    ]
    assert sorted(["عيار", "السجل", "خلية", "جسم مضاد"], key=Locale("ar").sort_key) == ["جسم مضاد", "خلية", "السجل", "عيار"]


def test_names_are_parted_as_the_language_parts_them():
    assert [Locale(tag).names("ab") for tag in ("en", "ar", "zh-Hans")] == ["a, b", "a، b", "a、b"]


def test_a_colon_stands_as_the_language_writes_it():
    assert [Locale(tag).colon for tag in ("en", "es", "fr", "zh-Hans", "ar")] == [": ", ": ", "\u00a0: ", "：", ": "]
