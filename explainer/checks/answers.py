"""What can be found wrong with a record by machine is answered in our words: by a notice of the right kind, at the right place.

The place is right where the notice, or its unit, quotes a passage that the problem is about; a notice on a list or on the study
has to name the record's words; a missing list is answered on that list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explainer.checks.kept import kept
from explainer.checks.match import matches
from explainer.checks.phrases import Phrases
from explainer.checks.plain import sentences
from explainer.checks.record_problems import OF_MEANING, RecordProblem, acronym_problems, damage_problems
from explainer.checks.record_problems.problem import Finder
from explainer.checks.rule import Problem, rule
from explainer.finding import Where
from explainer.model import Message, Notice, Quote, Site, Span, Trial, Unit
from explainer.record import Part, Passage
from explainer.walk import walk

CAPITALS = re.compile(r"\b(?:[A-Z]{2,5}(?=s?\b)|[A-Z]{2,4}[a-z]{1,2}[A-Z]{1,2}\b)")
VALUE = r"\d|[<>≥≤]|(?:at least|at most|more|less|above|below|over|under|between|not?|too|high|low|positive|negative|normal)\b"
"""What says how much of it there is rather than what it is."""
GLOSSED = re.compile(
    r"\(([^()]{1,80})\)|\b([A-Z]{2,5})s?\s?\((?=[^()]{0,60}[a-z]{3})"
    rf"|\b([A-Z]{{2,5}})s? (?:(?:is|are)(?! (?:{VALUE}))|means?\b|stands? for\b)"
    r"|\b(?:tests?|values?|scores?|scales?|enzymes?|methods?|rules),? (?:called )?([A-Z]{2,5}s?(?: (?:and|or) [A-Z]{2,5}s?)?)"
    r",? (?:shows?|tells?|measures?|says?)\b"
    r"|\b(?:called|calls? (?:this|it|these)|named) (?:an? |the )?([A-Z]{2,5})\b"
)
"""Where plain words explain an acronym: it stands in brackets, or has brackets after it, or is said to be or mean something."""
DECIDES = Phrases(
    r"\b(?:is|are|must be|should be|seems|seem|looks|look) (?:the |probably |likely |surely |clearly )?"
    r"(?:right|correct|true|wrong|valid|mistake|error|an? (?:mistake|error|slip|typo))\b|\b(?:counts|holds|applies|wins)\b"
)
LEFT_OPEN = re.compile(r"\b(?:which|whether|if|not|nobody|cannot|unclear|ask)\b|\?", re.IGNORECASE)
"""What leaves open which side of a conflict is right."""
ASKED = re.compile(r"\b(?:what|which|whether|how)\b[^.!?]{0,80}$", re.IGNORECASE)
"""Before "HCV means": who asks what it means does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A notice, the passages that it or its unit quotes, and the list that it stands on. `whole`: of a list or the study."""

    notice: Notice
    passages: frozenset[str]
    part: Part
    whole: bool

    def answers(self, problem: RecordProblem) -> bool:
        """Whether this is the notice that a problem asks for."""
        if self.notice.kind != problem.notice:
            return False
        if not problem.passages:
            return self.whole and self.part == problem.part
        quoted = any(passage.id in self.passages for passage in problem.passages)
        return quoted or (self.whole and problem.words in " ".join(message.plain for message in walk(self.notice, Message)))


def _quoted(trial: Trial, quotes: Iterable[Quote]) -> list[Passage]:
    return [passage for quote in quotes for passage in matches(quote, trial.record.passages)]


def placed_notices(trial: Trial) -> Iterator[Placed]:
    """Every notice of a study, with what it is about."""
    for document in trial.documents:
        for notice in document.notices:
            yield _placed(trial, notice, (), part="summary", whole=True)
        for section in document.sections:
            for notice in section.notices:
                yield _placed(trial, notice, (), part=section.part, whole=True)
            for unit in section.units:
                for notice in unit.notices:
                    yield _placed(trial, notice, unit.quotes, part=section.part, whole=False)


def _placed(trial: Trial, notice: Notice, quotes: tuple[Quote, ...], *, part: Part, whole: bool) -> Placed:
    passages = frozenset(passage.id for passage in _quoted(trial, (*quotes, *notice.quotes)))
    return Placed(notice=notice, passages=passages, part=part, whole=whole)


def unanswered(trial: Trial, *finders: Finder) -> tuple[list[RecordProblem], list[RecordProblem]]:
    """The problems of a record that no notice answers: those that our words have to, and those whose words are not written.

    A problem is due once a unit that quotes it says something; what no unit quotes, once no unit is left to explain.
    One that an earlier record did not have came after the words.
    """
    problems = [problem for find in finders for problem in find(trial.record)]
    placed = [*placed_notices(trial)] if problems else []
    near = {(each.notice.kind, passage) for each in placed for passage in each.passages}
    whole = [each for each in placed if each.whole]
    left = [
        problem
        for problem in problems
        if not any((problem.notice, passage.id) in near for passage in problem.passages)
        and not any(each.answers(problem) for each in whole)
    ]
    units = [*walk(trial.documents, Unit)] if left else []
    finished = all(unit.finished for unit in units) and bool(units)
    quoting: dict[str, list[bool]] = {}
    for unit in units:
        for passage in _quoted(trial, unit.quotes):
            quoting.setdefault(passage.id, []).append(unit.finished)
    found: tuple[list[RecordProblem], list[RecordProblem]] = ([], [])
    before = [{_known(each) for find in finders for each in find(earlier.record)} for earlier in trial.earlier if left]
    for problem in left:
        done = [each for passage in problem.passages for each in quoting.get(passage.id, ())]
        due = (any(done) or (finished and not done)) and all(_known(problem) in each for each in before)
        found[0 if due else 1].append(problem)
    return found


def _known(problem: RecordProblem) -> tuple[object, ...]:
    """What two records have in common that have the same problem."""
    return problem.rule, problem.part, *(passage.quotable for passage in problem.passages)


Unanswered = tuple[Trial, list[RecordProblem], list[RecordProblem]]


@kept()
def _of_meaning(site: Site) -> tuple[Unanswered, ...]:
    return tuple((trial, *unanswered(trial, *OF_MEANING)) for trial in site.trials)


@kept()
def _of_damage(site: Site) -> tuple[Unanswered, ...]:
    return tuple((trial, *unanswered(trial, damage_problems)) for trial in site.trials)


@kept(most=64)
def _first_quoting(trial: Trial) -> Mapping[str, Where]:
    """The first unit that quotes each passage, by the passage's id: looked for once, however many problems a record has."""
    units = walk(trial.documents, Unit)
    return {passage.id: unit.where for unit in reversed([*units]) for passage in _quoted(trial, unit.quotes)}


def _told(trial: Trial, problem: RecordProblem) -> Problem:
    quoted = _first_quoting(trial)
    return Problem(_place(trial, problem, quoted), problem.message, problem.fix, problem.about)


def _place(trial: Trial, problem: RecordProblem, quoted: Mapping[str, Where]) -> Where:
    """The first unit that quotes what the problem is about, or else the file."""
    told = [passage for passage in problem.passages if passage.part != "field"] or problem.passages
    of_rules = not told or any(passage.part not in ("summary", "field") for passage in told)
    name = "eligibility.md" if of_rules else "summary.md"
    file = Where(path=f"content/trials/{trial.id}/{name}")
    return next((quoted[passage.id] for passage in told if passage.id in quoted), file)


@rule("error")
def record_problem_unanswered(site: Site) -> Iterator[Problem]:
    """What the record contradicts, leaves out or keeps elsewhere is said in a notice, where it matters to a reader.

    Bad: a record whose field says "6 Years" and whose first rule says "3-65 years", and no `[!CONFLICT]`.
    Good: a `[!CONFLICT]` notice that quotes both, chooses neither, and gives the question to ask.
    """
    for trial, due, _ in _of_meaning(site):
        yield from (_told(trial, problem) for problem in due)


@rule("note")
def record_problem_found(site: Site) -> Iterator[Problem]:
    """What is wrong with the record, while the words that would have to say so are not written: the page shows it as it is.

    Bad: a record without exclusion criteria, which nobody has explained yet.
    Good: the same study explained, with a `[!MISSING]` notice on its second list.
    """
    for (trial, _, later), (_, _, damaged) in zip(_of_meaning(site), _of_damage(site), strict=True):
        yield from (_told(trial, problem) for problem in (*later, *damaged))


@rule("error")
def conflict_decided(site: Site) -> Iterator[Problem]:
    """A `[!CONFLICT]` notice says which places of the record disagree, and never which of them is right.

    Bad: "The second is right."
    Good: "We do not know which is right."
    """
    for notice in walk(tuple(trial.documents for trial in site.trials), Notice):
        for message in walk(notice.blocks, Message) if notice.kind == "CONFLICT" else ():
            for sentence in sentences(message.plain):
                decided = DECIDES.search(sentence)
                if decided and not LEFT_OPEN.search(sentence):
                    fix = "choose neither: “We do not know which is right.”, and give the question to ask"
                    yield Problem(message.where, f"“{decided.group()}” decides what the record leaves open", fix)


@rule("warning")
def damage_unanswered(site: Site) -> Iterator[Problem]:
    """Where the record's text is broken, a notice says how we read it. It shows beside the record's own words only.

    Bad: the record's "100 x 109/L" explained as 100 x 10⁹/L, and nothing said.
    Good: the same with a `[!DAMAGED]` notice: "We read “109/L” as 10⁹/L."
    """
    for trial, due, _ in _of_damage(site):
        yield from (_told(trial, problem) for problem in due)


@rule("warning")
def acronym_unexplained(site: Site) -> Iterator[Problem]:
    """An acronym that the record never spells out is explained where we use it, or linked to the glossary.

    Bad: "Your ANC is 1.5 or higher."
    Good: "Your number of certain white blood cells (ANC) is 1.5 or higher", or "Your [ANC] is 1.5 or higher".
    """
    for trial in site.trials:
        problems = [*acronym_problems(trial.record)]
        messages = [*walk((trial.documents, trial.questions), Message)] if problems else []
        used: dict[str, Message] = {}
        for message in messages:
            for acronym in CAPITALS.findall(message.plain):
                used.setdefault(acronym, message)
        explained = _explained(messages) | _linked(site, messages)
        asked = [notice for notice in walk(trial.documents, Notice) if notice.kind != "MEDICINE"] if problems else []
        told = {acronym for message in walk(asked, Message) for acronym in CAPITALS.findall(message.plain)}
        for problem in problems:
            if problem.words in used and problem.words not in explained | told:
                yield Problem(used[problem.words].where, problem.message, problem.fix, problem.about)


def _explained(messages: Iterable[Message]) -> set[str]:
    glosses = (match for message in messages for match in GLOSSED.finditer(message.plain) if not (match[3] and _asked(match)))
    return {acronym for match in glosses for group in match.groups() if group for acronym in CAPITALS.findall(group)}


def _asked(gloss: re.Match[str]) -> bool:
    return ASKED.search(gloss.string, max(0, gloss.start() - 100), gloss.start()) is not None


def _linked(site: Site, messages: Iterable[Message]) -> set[str]:
    """The acronyms in links to the glossary, and in the names of the entries that are linked."""
    links = [span for message in messages for span in walk(message.spans, Span) if span.kind == "term"]
    targets = {span.target for span in links}
    names = [name for term in site.glossary if term.id in targets for name in (term.name.plain, *term.also)]
    return {acronym for text in (*names, *map(_words, links)) for acronym in CAPITALS.findall(text)}


def _words(span: Span) -> str:
    return span.text + "".join(map(_words, span.children))
