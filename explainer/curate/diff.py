"""What changed in a study since it was signed, or since a revision: unit by unit, line by line, word by word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from itertools import zip_longest
from typing import Literal

from explainer.checks.sign_offs import standings
from explainer.checks.signable import Signable, placed, signables
from explainer.curate.history import History, NoHistory
from explainer.finding import Where
from explainer.model import Trial
from explainer.sign_off import Fingerprints, SignOff

Mark = Literal["same", "old", "new"]
Text = tuple[str, str]
"""What a text is in its unit, and the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A unit that is not as it was. `before` is None where the old words were not found; empty, the unit was not there.

    `sign_off`: the one that it put out of date, with what `moved`.
    """

    unit: str
    where: Where | None
    before: tuple[Text, ...] | None
    after: tuple[Text, ...]
    sign_off: SignOff | None = None
    moved: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[str, tuple[tuple[Mark, str], ...]]]:
        """The texts that differ, each with what it is and its words marked."""
        before = self.before or ()
        for tag, a, b, c, d in SequenceMatcher(None, before, self.after, autojunk=False).get_opcodes():
            if tag != "equal":
                yield from _paired(before[a:b], self.after[c:d])


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed. `unseen` says why old words that were signed cannot be shown; empty where they all are."""

    units: tuple[Change, ...]
    unseen: str = ""


def since_revision(trial: Trial, history: History, revision: str) -> Changes:
    """What changed since a revision of git.

    Raises:
        NoHistory: git does not have it.
    """
    then = history.at(revision)
    old, new = ({each.id: each for each in signables(each)} for each in (then, trial))
    found = [_change(id, old.get(id), new.get(id), _Records(then, trial)) for id in dict.fromkeys([*new, *old])]
    return Changes(units=tuple(change for change in found if change.before != change.after))


def since_signed(trial: Trial, history: History) -> Changes:
    """What changed since each unit was signed. The words that were signed are looked for in git, by their fingerprints."""
    late = [*_late(trial)]
    signed, unseen = _signed(late, history)
    units = []
    for sign_off, now in late:
        then, old = signed.get(sign_off, (None, trial))
        moved = sign_off.fingerprints.moved(now.fingerprints()) if now else ()
        change = replace(_change(sign_off.unit, then, now, _Records(old, trial)), sign_off=sign_off, moved=moved)
        units.append(change if then else replace(change, before=None))
    return Changes(units=tuple(units), unseen=unseen if any(change.before is None for change in units) else "")


def _change(id: str, then: Signable | None, now: Signable | None, records: "_Records") -> Change:
    return Change(
        unit=id,
        where=now.where if now else None,
        before=_texts(then.record, then) if then else (),
        after=_texts(records.now(then, now), now) if now else (),
    )


def _texts(record: Iterable[Text], signable: Signable) -> tuple[Text, ...]:
    return (*((f"record, {heading}", text) for heading, text in record), *((line.kind, line.text) for line in signable.lines))


class _Records:
    """A record as it was and as it is: which passage took the place of one that a unit can no longer quote."""

    def __init__(self, old: Trial, new: Trial) -> None:
        self.old, self.new = (dict.fromkeys(map(placed, trial.record.passages)) for trial in (old, new))

    def now(self, then: Signable | None, now: Signable) -> Iterable[Text]:
        """What a unit quotes, and in its old place what it would have to quote now."""
        added = {text: (heading, text) for heading, text in self.new if (heading, text) not in self.old}
        found: dict[Text, None] = {}
        for passage in then.record if then else ():
            near = get_close_matches(passage[1], added, n=1) if passage not in self.new else []
            found |= {passage: None} if passage in now.record else dict.fromkeys(added[text] for text in near)
        return found | dict.fromkeys(now.record)


def _late(trial: Trial) -> Iterator[tuple[SignOff, Signable | None]]:
    """The sign-offs that do not hold, each with its unit as it is now; none where the unit is gone."""
    for language in dict.fromkeys(each.language for each in trial.sign_offs):
        found = standings(trial, language)
        for standing in found.values():
            if standing.sign_off and standing.state == "out-of-date":
                yield standing.sign_off, standing.signable
        gone = {each.unit: each for each in trial.sign_offs if each.language == language and each.unit not in found}
        yield from ((sign_off, None) for sign_off in gone.values())


def _signed(late: list[tuple[SignOff, Signable | None]], history: History) -> tuple[dict[SignOff, tuple[Signable, Trial]], str]:
    """The units as they were signed, as far as git has them, and why where it does not."""
    found: dict[SignOff, tuple[Signable, Trial]] = {}
    try:
        for trial in history.trials() if late else ():
            old = {each.id: each for each in signables(trial)}
            for sign_off, _ in late:
                then = old.get(sign_off.unit)
                if sign_off not in found and then and _same(sign_off.fingerprints, then.fingerprints()):
                    found[sign_off] = then, trial
            if len(found) == len(late):
                break
    except NoHistory as error:
        return found, str(error)
    return found, "no revision in git holds the words that were signed"


def _same(signed: Fingerprints, then: Fingerprints) -> bool:
    return (signed.record, signed.original) == (then.record, then.original)


def _paired(before: tuple[Text, ...], after: tuple[Text, ...]) -> Iterator[tuple[str, tuple[tuple[Mark, str], ...]]]:
    """Old texts beside those that took their place; two that are not of a kind stand one after the other."""
    for old, new in zip_longest(before, after, fillvalue=("", "")):
        if old[0] == new[0]:
            yield old[0], (*_words(old[1].split(), new[1].split()),)
            continue
        for (kind, text), mark in ((old, "old"), (new, "new")):
            if text:
                yield kind, ((mark, text),)  # type: ignore[misc]


def _words(old: list[str], new: list[str]) -> Iterator[tuple[Mark, str]]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces: Iterable[tuple[Mark, list[str]]] = (
            [("same", old[a:b])] if tag == "equal" else [("old", old[a:b]), ("new", new[c:d])]
        )
        yield from ((mark, " ".join(words)) for mark, words in pieces if words)
