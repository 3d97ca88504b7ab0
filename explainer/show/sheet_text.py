"""A question sheet as plain text or as Markdown, for a message or a portal. Like a page it begins with the banner."""

import re
from collections.abc import Iterator, Sequence

from explainer.language.editions import Edition
from explainer.model import Trial
from explainer.show.choice import Choice
from explainer.show.schema_org import registry_address
from explainer.show.sheet import SheetPart, sheet_parts
from explainer.show.status import closed

MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def sheet_text(trial_id: str, choice: Choice, editions: Sequence[Edition], *, markdown: bool) -> str:
    """The chosen questions with their numbers, in the languages of the editions, the reader's first.

    In Markdown a number is no item of a list: a list would count its items anew.
    """
    trials = [next(trial for trial in edition.site.trials if trial.id == trial_id) for edition in editions]
    lines = [*_head(trials, choice, editions, markdown=markdown)]
    parts = [sheet_parts(edition.site, trial, choice) for edition, trial in zip(editions, trials, strict=True)]
    for of_part in zip(*parts, strict=True):
        lines += _part(of_part, editions, markdown=markdown)
    return "\n\n".join(lines) + "\n"


def _head(trials: list[Trial], choice: Choice, editions: Sequence[Edition], *, markdown: bool) -> Iterator[str]:
    for edition in editions:
        yield f"**{_plain(edition.site.banner.text)}**" if markdown else edition.site.banner.text
    for level, trial in zip(("# ", ""), trials, strict=False):
        title = trial.title.plain
        yield f"{level}{_plain(title)} ({trial.id})" if markdown else f"{title} ({trial.id})"
    for edition in editions:
        if found := closed(trials[0].record, edition.interface):
            yield f"**{_plain(found.words)}**" if markdown else found.words
    if address := registry_address(trials[0].id):
        yield f"<{address}>" if markdown else address
    for edition in editions:
        _ = edition.interface.gettext
        whom = {"child": _("For my child"), "other": _("For someone I care for")}.get(choice.whom)
        if whom:
            yield whom


def _part(of_part: tuple[SheetPart, ...], editions: Sequence[Edition], *, markdown: bool) -> Iterator[str]:
    for level, edition in zip(("## ", ""), editions, strict=False):
        _ = edition.interface.gettext
        names = {"doctor": _("Questions for your doctor"), "coordinator": _("Questions for the study coordinator")}
        yield (level if markdown else "") + names[of_part[0].audience]
        if day := of_part[0].changed_on:
            changed = _("The study’s record changed on %(day)s. These plain words explain the earlier text.")
            told = changed % {"day": edition.locale.date(day)}
            yield _plain(told) if markdown else told
    for said in zip(*(part.asked for part in of_part), strict=True):
        first, *also = (each.question.message.plain for each in said)
        number = f"{said[0].number}."
        yield f"**{number}** {_plain(first)}" if markdown else f"{number} {first}"
        yield from map(_plain, also) if markdown else also


def _plain(text: str) -> str:
    """Words that are no marks to Markdown."""
    return MARKS.sub(r"\\\1", text)
