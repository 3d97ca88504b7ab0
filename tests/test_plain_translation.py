"""How hard a translation is to read: the formula's published numbers, and sentences in scripts of all kinds."""

import dataclasses

import pytest

from explainer.checks.plain_translation import flesch_szigriszt, hard_to_read, sentences, spanish_syllables
from explainer.language.editions import Interface, source_edition
from explainer.language.locales import Locale
from explainer.model import Block, unmarked


@pytest.mark.parametrize(
    ("word", "count"),
    [("sol", 1), ("día", 2), ("ciudad", 2), ("que", 1), ("aéreo", 4), ("registro", 3), ("enfermedad", 4), ("oír", 2), ("y", 1)],
)
def test_how_spanish_syllables_are_counted(word, count):
    assert spanish_syllables(word) == count


def test_the_formula_gives_the_published_number():
    assert flesch_szigriszt(["El sol sale. La casa es blanca."]) == pytest.approx(206.835 - 62.3 * 10 / 7 - 7 / 2)


@pytest.mark.parametrize(
    ("text", "count"),
    [("Uno. ¿Dos? Tres", 3), ("这是一句。这是两句吗？是", 3), ("هذه جملة. هل هذه أخرى؟ نعم", 3), ("1.5 mg. Otra.", 2)],
)
def test_how_sentences_are_counted(text, count):
    assert len(sentences(text)) == count


def edition_of(site, tag, text, times=1):
    article = dataclasses.replace(
        site.about[0],
        blocks=tuple(Block(kind="paragraph", parts=(unmarked(text, site.about[0].title.where),)) for _ in range(times)),
        sections=(),
    )
    bare = dataclasses.replace(site, about=(article,), guides=(), glossary=(), trials=())
    return dataclasses.replace(source_edition(bare), locale=Locale(tag), interface=Interface())


HARD = "La inmunosupresión farmacológica prolongada predispone inevitablemente a complicaciones infecciosas oportunistas."
EASY = "El sol sale y el gato come pan."


@pytest.mark.parametrize(
    ("tag", "text", "times", "rules"),
    [
        ("es", HARD, 30, ["translation-hard"]),
        ("es", HARD, 29, []),
        ("es", EASY, 30, []),
        ("fr", HARD, 30, []),
        ("es", "uno " * 30 + "más.", 1, ["translation-long"]),
        ("es", "uno " * 30 + ".", 1, []),
        ("zh-Hans", "字" * 61 + "。", 1, ["translation-long"]),
        ("zh-Hans", ("字" * 60 + "。") * 3, 1, []),
    ],
)
def test_hard_texts_are_told(site, tag, text, times, rules):
    assert [finding.rule for finding in hard_to_read(edition_of(site, tag, text, times))] == rules
