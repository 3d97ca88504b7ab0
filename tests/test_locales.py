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
