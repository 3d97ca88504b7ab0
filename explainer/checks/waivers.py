"""A waiver names a rule that may be waived, and takes a finding away. One that does neither goes."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from explainer.checks.record_problems import RULES_OF_RECORDS
from explainer.checks.rule import RULES, Problem, rule
from explainer.checks.waiving import waived
from explainer.model import Site

OF_RECORDS = ("record-problem-unanswered", "damage-unanswered", "acronym-unexplained")
"""The rules that ask for an answer to a problem of the record."""


@rule("error", waivable=False)
def waiver_refused(site: Site) -> Iterator[Problem]:
    """A waiver names a rule that there is, and one that may be waived.

    Bad: `rule = "promise"`: nothing excuses a promise.
    Good: `rule = "acronym-unexplained"`
    """
    names = [*(name for name, each in RULES.items() if each.waivable), *RULES_OF_RECORDS]
    for waiver in (waiver for trial in site.trials for waiver in trial.waivers):
        if waiver.rule in RULES and not RULES[waiver.rule].waivable:
            yield Problem(waiver.where, f"nothing excuses {waiver.rule}", "mend what it finds, and take the waiver out")
        elif waiver.rule not in names:
            near = get_close_matches(waiver.rule, names, n=1)
            fix = f"did you mean {near[0]!r}?" if near else "copy the name from the brackets at the end of the finding"
            yield Problem(waiver.where, f"no rule that can be waived has the name {waiver.rule!r}", fix)


@rule("warning", waivable=False)
def waiver_idle(site: Site) -> Iterator[Problem]:
    """A waiver fits a finding. When what it excused is mended, it goes, so that it never excuses something new.

    Bad: a waiver of `acronym-unexplained` for a word that the text no longer has.
    Good: no such waiver.
    """
    site = replace(site, trials=tuple(trial for trial in site.trials if trial.waivers))
    waivers = [waiver for trial in site.trials for waiver in trial.waivers if _finders(waiver.rule)]
    finders = dict.fromkeys(name for waiver in waivers for name in _finders(waiver.rule))
    found = [finding for name in finders for finding in RULES[name].findings(site)]
    needed = {waiver for _, waiver in waived(site, found)}
    for waiver in waivers:
        if waiver not in needed:
            what = f"this waiver of {waiver.rule} fits no finding"
            yield Problem(waiver.where, what, "take it out; or, if the place has another name now, write that")


def _finders(name: str) -> tuple[str, ...]:
    """The rules whose findings a waiver may take away by a name: of a rule, or of a kind of problem of records."""
    if name in RULES_OF_RECORDS:
        return OF_RECORDS
    return (name,) if name in RULES and RULES[name].waivable else ()
