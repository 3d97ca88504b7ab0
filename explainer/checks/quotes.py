"""The quote is the link between plain words and record: whole, in its own list and group, and nothing left out."""

import re
from collections.abc import Iterator

from explainer.checks.around import excerpt
from explainer.checks.denials import denials
from explainer.checks.earlier import holders, is_new, outdated
from explainer.checks.match import CUT, Span, indexed, matches, quotable, spans
from explainer.checks.quantities import ENUMERATOR
from explainer.checks.rule import Problem, rule
from explainer.finding import Where
from explainer.model import Quote, Section, Site, Trial, Unit
from explainer.record import Part, Passage
from explainer.walk import walk

JOINING = frozenset("and or and/or but also that is i.e either both as well".split())
"""Words of a passage that need no explanation of their own when a passage is split over units."""
LISTS = {
    "summary": "the summary",
    "inclusion": "the inclusion list",
    "exclusion": "the exclusion list",
    "criteria": "the rules in neither list (`## Rules`)",
    "field": "the fields",
}
IN_BRACKETS = re.compile(r"\([^()]*\)")
CLAUSE_END = re.compile(
    r"[.;:!?]\s|\)\s*$|\s[-–—*•]\s|,? (?:and|but) (?:who|which|that|is|are|has|have|must|will)\b|, (?:and|but) (?=the ?$)"
    r"|, (?=(?:Pati|Subj|Part|Indi|Peop|Pers|Wome|Men|Chil|Thos))"
)
"""Where what a no governs has come to an end."""
OTHERS = re.compile(r"or (?:patients|subjects|participants|people|persons|those|women|men)\b", re.IGNORECASE)
"""Other people, of whom the no before them says nothing."""
OPENS = re.compile(r"\b(?:unless|except(?:ing| for)?|whether|hypothes\w+|other than|apart from)\b", re.IGNORECASE)
"""What turns, besides a no, what comes after it."""
SHOWN = 60
"""Characters of a quote that a finding shows."""
WORD = re.compile(r"[^\s.,;:()]+(?:\.[^\s.,;:()]+)*")


@rule("error", waivable=False)
def quote_not_in_record(site: Site) -> Iterator[Problem]:
    """A quote is one whole passage of the record, in the list and group where its unit stands; every cut shows as `[...]`.

    Bad: `> Creatinine clearance of at least 50 mL/min` where the record goes on: "within 14 days before the first dose."
    Good: `> Creatinine clearance of at least 50 mL/min [...]`
    """
    for trial in site.trials:
        late = {holder.where for holder in outdated(trial)}  # (to hash a holder is to hash the whole section around it)
        for placed in (placed for holder in holders(trial) if holder.where not in late for placed in holder.quotes):
            found, quote = placed.found(trial.record), placed.quote
            if not found:
                yield _not_found(trial, quote)
            elif len({passage.quotable for passage in found}) > 1:
                where = ", ".join(passage.id for passage in found)
                yield Problem(
                    quote.where, f"this quote fits {len(found)} passages: {where}", "quote more words of the one that is meant"
                )


def _not_found(trial: Trial, quote: Quote) -> Problem:
    shown = f"“{excerpt(quote.text, 0, 0, SHOWN)}”"
    elsewhere = matches(quote, trial.record.passages)
    if elsewhere:
        place = LISTS[elsewhere[0].part] + (f", group “{elsewhere[0].group}”" if elsewhere[0].group else "")
        fix = f"move the unit there; its quote is passage {elsewhere[0].id}"
        return Problem(quote.where, f"{shown} does not stand in this list of the record but in {place}", fix)
    passages = indexed(trial.record.passages)
    if whole := passages.containing(quote.text):
        at = whole.quotable.find(quote.text)
        around = excerpt(whole.quotable, at, at + min(len(quote.text), SHOWN))
        fix = f"{_at_the_ends(whole, at, at + len(quote.text))}, or quote all of it: {around}"
        return Problem(quote.where, f"{shown} is only a piece of passage {whole.id}", fix)
    near = passages.nearest(quote.text)
    what = f"{shown} is not a whole passage of the record"
    if not near:
        return Problem(quote.where, what, "copy the words from the page of the study's own words")
    both = zip(quote.text, near.quotable, strict=False)
    differ = next((at for at, (ours, theirs) in enumerate(both) if ours != theirs), len(near.quotable))
    return Problem(quote.where, what, f"the nearest is {near.id}: {excerpt(near.quotable, differ, differ)}")


def _at_the_ends(passage: Passage, start: int, end: int) -> str:
    """What to put before and after a piece of a passage, so that the quote shows what it leaves out."""
    text, label = passage.quotable, f"{passage.label}: " if passage.label else ""
    before = "" if start == 0 else label if start == len(label) else f"{label}{CUT} " if start > len(label) else f"{CUT} "
    after = "" if end == len(text) else f" {CUT}"
    puts = [f"“{put.strip()}” {place} it" for put, place in ((before, "before"), (after, "after")) if put]
    piece = text[start:end]
    begins, ends = (excerpt(piece, 0, 0, SHOWN // 2), excerpt(piece, len(piece), len(piece), SHOWN // 2))
    shown = piece if len(piece) <= SHOWN else f"{begins} {ends}"
    return f"put {' and '.join(puts)}: > {before}{shown}{after}"


@rule("error")
def passage_not_covered(site: Site) -> Iterator[Problem]:
    """Every word of the brief summary and of the criteria stands in the quote of a unit, joining words excepted.

    Bad: a record with six criteria and five units.
    Good: a unit for each, or one with only its quote and a `[!NOT-EXPLAINED]` notice that gives the reason.
    """
    for trial in site.trials:
        yield from (_left_out(trial, passage, left) for passage, left in uncovered(trial) if not is_new(trial, passage))


@rule("warning")
def passage_new(site: Site) -> Iterator[Problem]:
    """What came into a record after its words were written is explained too. Until then the page shows it, unexplained.

    Bad: a rule that the record has since last week, which no unit quotes.
    Good: a unit for it.
    """
    for trial in site.trials:
        yield from (_left_out(trial, passage, left) for passage, left in uncovered(trial) if is_new(trial, passage))


def uncovered(trial: Trial) -> Iterator[tuple[Passage, str]]:
    """The passages that have to be explained and are not quoted whole, each with the words that are left out."""
    sections = [section for document in trial.documents for section in document.sections]
    lists = {(section.part, section.group) for section in sections}
    quoting = _quoting(trial, sections)
    for passage in trial.record.passages:
        if passage.part == "field":
            continue
        found = quoting.get(passage.id, [])
        # A criterion that the summary tells of is still to be explained in its own list, if there is one.
        own = (passage.part, passage.group) in lists
        if left := _uncovered(passage, [quote for part, quote in found if part == passage.part or not own]):
            yield passage, left


def _left_out(trial: Trial, passage: Passage, left: str) -> Problem:
    name = "summary.md" if passage.part == "summary" else "eligibility.md"
    where = Where(path=f"content/trials/{trial.id}/{name}")
    what = "is not quoted" if left == passage.quotable else f"is not quoted whole: “{left}” is left out"
    return Problem(where, f"passage {passage.id} {what}: {passage.quotable}", "quote it in a unit and explain it")


@rule("error")
def negation_cut(site: Site) -> Iterator[Problem]:
    """What a quote cuts out holds no "no", "unless" or "whether" that governs what is left.

    Bad: `> [...] the vaccine does harm` where the record says "There is no evidence that the vaccine does harm".
    Good: `> There is no evidence that the vaccine does harm`; or `> No history of [...] heart attack`.
    """
    for trial in site.trials:
        for holder in holders(trial):
            pieces: dict[Passage, list[tuple[Quote, list[Span]]]] = {}
            for placed in (placed for placed in holder.quotes if CUT in placed.quote.text):
                for passage in placed.found(trial.record)[:1]:
                    pieces.setdefault(passage, []).append((placed.quote, spans(placed.quote.text, passage.quotable) or []))
            for passage, quoted in pieces.items():
                covered = bytearray(len(passage.quotable))
                for start, end in (span for _, kept in quoted for span in kept):
                    covered[start:end] = b"1" * (end - start)
                for quote, kept in quoted:
                    if said := _governing(passage.quotable, kept, covered):
                        what = f"the record says “{said}”, and “{CUT}” cuts out what turns it"
                        yield Problem(quote.where, what, f"quote these words too, and cut only what stands between: {said}")


def _governing(text: str, kept: list[Span], covered: bytearray) -> str:
    """The words from a no that is cut out to the piece that it governs, unless a quote of the unit has that no."""
    end = 0
    for start, stop in kept:
        # What stands in brackets governs nothing outside of them.
        gap = IN_BRACKETS.sub(lambda match: " " * len(match.group()), text[end:start])
        clause = max((match.end() for match in CLAUSE_END.finditer(gap + text[start : start + 4])), default=0)
        if OTHERS.match(text, start) or any(no.start() == 0 for no in denials(text[start : start + SHOWN])):
            clause = len(gap)
        for no in (*(no for no in denials(gap) if no.group().lower() not in ("non", "negative")), *OPENS.finditer(gap)):
            if no.start() >= clause and not covered[end + no.start()]:
                return excerpt(text, end + no.start(), min(stop, start + SHOWN), 0)
        end = stop
    return ""


def _quoting(trial: Trial, sections: list[Section]) -> dict[str, list[tuple[Part, Quote]]]:
    """The quotes of each passage, by its id, with the list in which they stand."""
    found: dict[str, list[tuple[Part, Quote]]] = {}
    for section in sections:
        allowed = quotable(trial.record, section)
        for quote in (quote for unit in section.units for quote in _quoted(unit)):
            for passage in matches(quote, allowed):
                found.setdefault(passage.id, []).append((section.part, quote))
    return found


def _quoted(unit: Unit) -> Iterator[Quote]:
    yield from unit.quotes
    yield from (quote for notice in unit.notices if notice.kind == "NOT-EXPLAINED" for quote in notice.quotes)


def _uncovered(passage: Passage, quotes: list[Quote]) -> str:
    """The words of a passage that no quote holds."""
    text = passage.quotable
    covered = [False] * len(text)
    for quote in quotes:
        for start, end in spans(quote.text, text) or ():
            covered[start:end] = [True] * (end - start)
    if all(covered):
        return ""
    for enumerator in ENUMERATOR.finditer(text) if any(covered) else ():
        covered[enumerator.start() : enumerator.end()] = [True] * (enumerator.end() - enumerator.start())
    left = [m.group() for m in WORD.finditer(text) if not all(covered[m.start() : m.end()])]
    if all(word.lower() in JOINING for word in left):
        return ""
    return text if not any(covered) else " ".join(left)


@rule("error")
def unit_without_quote(site: Site) -> Iterator[Problem]:
    """Plain words of a unit explain something that the record says, and the quote says what.

    Bad: a heading "Your weight" and a sentence, in a study whose record says nothing of weight.
    Good: the same under a quote; or, if it is ours to say, under `#### Why it matters` of the unit that it belongs to.
    """
    for trial in site.trials:
        for unit in walk(trial, Unit):
            if not unit.quotes:
                yield Problem(
                    unit.where, "this unit quotes nothing of the record", "quote the passage that it explains, or take it out"
                )


@rule("warning")
def not_explained(site: Site) -> Iterator[Problem]:
    """A quote without plain words says why, so that a reader knows that nothing was forgotten.

    Bad: a quote alone.
    Good: a quote and `> [!NOT-EXPLAINED]` with the reason.
    """
    fix = "write plain words, or a [!NOT-EXPLAINED] notice with the reason"
    for trial in site.trials:
        for document in trial.documents:
            units = [*walk(document, Unit)]
            left = [unit for unit in units if unit.quotes and not unit.finished]
            if left and not any(unit.explained for unit in units):
                yield Problem(Where(path=left[0].where.path), "nothing here is explained yet", fix)
            elif left:
                yield from (Problem(unit.where, "this is not explained yet", fix) for unit in left)
