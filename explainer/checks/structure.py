"""What a study's files must hold for its pages to be whole."""

from collections.abc import Iterator

from explainer.checks.rule import Problem, rule
from explainer.finding import Where
from explainer.model import Notice, Question, QuestionGroup, Site
from explainer.reading.units import LEAD
from explainer.walk import walk


@rule("error", waivable=False)
def id_doubled(site: Site) -> Iterator[Problem]:
    """An id names one thing: anchors, sign-offs and the question sheet hold on to it.

    Bad: two units of a study headed "Your age".
    Good: `### Your age {#age}` and `### Your child's age {#age-child}`.
    """
    fix = "give one of the two an id of its own: {#another-id}"
    for trial in site.trials:
        seen: dict[str, Where] = {}
        sections = [*(s for d in trial.documents for s in d.sections), *trial.copy.facts]
        places = [(s.id, s.where) for s in sections]
        # A unit right under its section's heading stands where the section does.
        units = [(u.id, u.where) for s in sections for u in s.units]
        for id, where in [*places, *units]:
            if seen.setdefault(id, where) != where:
                yield Problem(where, f"the id {id!r} is taken by {seen[id]}", fix)
    for article in (site.home, *site.about, *site.guides):
        first: dict[str, Where] = {}
        for section in article.sections:
            if first.setdefault(section.id, section.heading.where) != section.heading.where:
                yield Problem(section.heading.where, f"the id {section.id!r} is taken by {first[section.id]}", fix)
    shared = [*walk(site.question_lists, Question)]
    for own in [(), *(trial for trial in site.trials)]:
        asked: dict[str, Where] = {}
        for question in [*shared, *walk(own, Question)]:
            if asked.setdefault(question.id, question.message.where) != question.message.where:
                taken = f"the question id {question.id!r} is taken by {asked[question.id]}"
                yield Problem(question.message.where, taken, fix)


@rule("error", waivable=False)
def id_reserved(site: Site) -> Iterator[Problem]:
    """The parts that every page has of itself keep their names: `main`, and all that begins with `page-` or `words-`.

    Bad: `## Main`
    Good: `## Main {#main-aim}`
    """
    sections = [section for trial in site.trials for document in trial.documents for section in document.sections]
    places = [(s.id, s.where) for s in sections] + [(u.id, u.where) for s in sections for u in s.units]
    places += [(s.id, s.heading.where) for article in (site.home, *site.about, *site.guides) for s in article.sections]
    places += [(term.id, term.name.where) for term in site.glossary]
    places += [(question.id, question.message.where) for question in walk(site, Question)]
    for id, where in places:
        if id == "main" or id.startswith(("page-", "words-")):
            yield Problem(where, f"the id {id!r} belongs to the page itself", "give it an id of its own: {#another-id}")


@rule("warning")
def name_only(site: Site) -> Iterator[Problem]:
    """Once plain words stand in a file that `explainer import` made, its title, their headings and a writer's name do as well.

    Bad: plain words under `### inclusion-3`, in a file with `written-by: nobody yet`.
    Good: `### Your kidneys`, and `written-by: A research nurse`.
    """
    for trial in site.trials:
        for document in trial.documents:
            explained = [(s, unit) for s in document.sections for unit in s.units if unit.explained]
            if explained and not document.title.text:
                yield Problem(document.title.where, "the title is only the study's number", "write a title: `# …`")
            if explained and not document.written_by.text:
                fix = "write `written-by: ` and who, `written-on: ` and the day: 2026-03-10"
                yield Problem(document.written_by.where, "nobody is named who wrote these words", fix)
            for section, unit in explained:
                under = unit.id == section.id and (section.heading or unit.id == LEAD)
                if not (unit.heading or under):
                    yield Problem(unit.where, "this heading only names a passage", "write in a few words what it is about")


@rule("error")
def conflict_one_sided(site: Site) -> Iterator[Problem]:
    """A conflict quotes both sides.

    Bad: `[!CONFLICT]` with one quote.
    Good: `[!CONFLICT]` with `> > Minimum age: 6 Years` and `> > Patients aged 3-65 years;`
    """
    for notice in walk(site, Notice):
        if notice.kind == "CONFLICT" and len(notice.quotes) < 2:
            yield Problem(notice.where, "this conflict does not quote both sides", "quote each side as `> > …`")


@rule("warning")
def notice_without_question(site: Site) -> Iterator[Problem]:
    """A notice gives the reader something to do: a question to ask.

    Bad: "The record does not say which formula is used."
    Good: the same, with `- coordinator: Which formula do you use?`
    """
    for trial in site.trials:
        for unit_or_list in walk(trial, Notice):
            if unit_or_list.kind in ("CONFLICT", "MISSING", "UNCLEAR", "NOT-PUBLIC") and not unit_or_list.questions:
                yield Problem(
                    unit_or_list.where, "this notice has no question to ask", "add `- coordinator: …` or `- doctor: …`"
                )


@rule("warning")
def group_empty(site: Site) -> Iterator[Problem]:
    """A heading of a question file has questions under it.

    Bad: `## Costs` and nothing below.
    Good: `## Costs` and `- Who pays for my travel? {#travel}`
    """
    for group in walk(site, QuestionGroup):
        if not group.questions:
            yield Problem(group.title.where, "no question stands under this heading", "add one, or take the heading out")


@rule("warning")
def not_a_question(site: Site) -> Iterator[Problem]:
    """A question is one: it ends in a question mark.

    Bad: `- Tell me about costs.`
    Good: `- What would I pay for myself?`
    """
    for question in walk(site, Question):
        if not question.message.plain.endswith("?"):
            yield Problem(question.message.where, "this question does not end in a question mark", "ask it")


@rule("error")
def base_questions_missing(site: Site) -> Iterator[Problem]:
    """Every study has questions for the doctor and for the coordinator, from files of those names.

    Bad: no `content/questions/doctor.md`.
    Good: both files, with at least one question each.
    """
    for audience in ("doctor", "coordinator"):
        path = f"content/questions/{audience}.md"
        if not any(listed.where.path == path and [*walk(listed, Question)] for listed in site.question_lists):
            yield Problem(
                Where(path=path), f"there are no questions for the {audience}", "write a heading and a list of questions"
            )


@rule("error")
def fact_unknown(site: Site) -> Iterator[Problem]:
    """`trial.md` gives, under a heading of its own, only a fact that the study page shows and the record has no field for.

    Bad: `## Colour of the pills`
    Good: `## How many people`
    """
    for trial in site.trials:
        for fact in trial.copy.facts:
            if fact.id != "how-many-people":
                yield Problem(fact.where, "the study page has no such fact", "write `## How many people`, or use summary.md")


@rule("note")
def no_contact(site: Site) -> Iterator[Problem]:
    """Readers need an address to which they can report a mistake.

    Bad: `contact:` left empty.
    Good: `contact: studies@hospital.example`
    """
    if not site.settings.contact:
        fix = "write `contact: you@your-hospital.example`"
        yield Problem(Where(path="content/site.md", line=1), "readers cannot report a mistake: no `contact` is given", fix)


@rule("error")
def title_doubled(site: Site) -> Iterator[Problem]:
    """Two pages of the same kind have different titles, so that a reader knows which is which.

    Bad: two guides headed "What is a study?".
    Good: "What is a study?" and "What is joining like?".
    """
    for articles in (site.about, site.guides):
        seen: dict[str, Where] = {}
        for article in articles:
            title = article.title.plain.casefold()
            if seen.setdefault(title, article.title.where) != article.title.where:
                yield Problem(
                    article.title.where, f"{seen[title].path} has the same title", "give one of the two another title"
                )
