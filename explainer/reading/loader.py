"""A site folder to a `Site` and what is wrong with it. Never raises for content: all that is wrong is told in one run."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from explainer.errors import NoSuchSite
from explainer.finding import Finding, Where, in_reading_order
from explainer.model import AUDIENCES, Article, QuestionList, Site, Term, Trial
from explainer.reading.everyday import read_everyday
from explainer.reading.glossary import read_glossary, term_names
from explainer.reading.health import read_health
from explainer.reading.prose import ProseReader
from explainer.reading.record import read_earlier, read_record
from explainer.reading.senses import read_senses
from explainer.reading.shared import (
    read_article,
    read_banner,
    read_questions,
    read_settings,
    read_wording,
)
from explainer.reading.sign_offs import read_sign_offs
from explainer.reading.source import Folder, Problems
from explainer.reading.units import UnitReader
from explainer.reading.waivers import read_waivers
from explainer.sign_off import SIGN_OFFS

TRIALS = "content/trials"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A site, and the findings met while reading it. What could not be read is left out of the site."""

    site: Site
    findings: tuple[Finding, ...]


def load_site(root: Path, *, studies: bool = True) -> Loaded:
    """Read the site folder `root`, or, without its `studies`, what they share.

    Raises:
        NoSuchSite: `root` has no folder `content`.
    """
    if not (root / "content").is_dir():
        raise NoSuchSite(
            f"{root} is not a site folder: it has no folder `content`. Make a new site with: explainer new-site {root}"
        )
    folder = Folder(root, Problems())
    glossary, prose = _glossary(folder)
    settings, home = read_settings(folder, prose)
    everyday = read_everyday(folder)
    about, guides = (_articles(folder, prose, name) for name in ("about", "guides"))
    site = Site(
        settings=settings,
        banner=read_banner(folder, prose),
        home=home,
        about=about,
        guides=guides,
        glossary=glossary,
        question_lists=_question_lists(folder, prose),
        wording=read_wording(folder, prose),
        everyday=everyday.words,
        things=everyday.things,
        health=read_health(folder),
        senses=read_senses(folder),
        trials=(),
    )
    names = study_names(folder)
    if studies:
        site = _with_trials(site, folder, prose, names)
    return Loaded(site=site, findings=in_reading_order(folder.problems.found))


def load_studies(root: Path, site: Site, names: Iterable[str]) -> Loaded:
    """The studies of these names, in a site that was read without any, and only what is found of them."""
    folder = Folder(root, Problems())
    prose = ProseReader(folder.problems, term_names(site.glossary, Folder(root, Problems())))
    return Loaded(site=_with_trials(site, folder, prose, names), findings=in_reading_order(folder.problems.found))


def study_names(folder: Folder) -> list[str]:
    """The names of what stands where studies do; those that are no text are told."""
    return [path.rpartition("/")[2] for path in folder.names(TRIALS)]


def _with_trials(site: Site, folder: Folder, prose: ProseReader, names: Iterable[str]) -> Site:
    found = (_trial(folder, prose, f"{TRIALS}/{name}") for name in names)
    return replace(site, trials=tuple(trial for trial in found if trial))


def _articles(folder: Folder, prose: ProseReader, name: str) -> tuple[Article, ...]:
    found = (read_article(folder, prose, path) for path in folder.names(f"content/{name}", "*.md"))
    return tuple(sorted((article for article in found if article), key=lambda article: (article.order, article.id)))


def _glossary(folder: Folder) -> tuple[tuple[Term, ...], ProseReader]:
    """The glossary read twice: once for its names, then with them, because terms may link one another."""
    names = term_names(read_glossary(Folder(folder.root, Problems()), ProseReader(Problems())), folder)
    prose = ProseReader(folder.problems, names)
    return read_glossary(folder, prose), prose


def _question_lists(folder: Folder, prose: ProseReader) -> tuple[QuestionList, ...]:
    """The two lists that every study has, in a fixed order, then the sets."""
    base = [f"content/questions/{audience}.md" for audience in AUDIENCES]
    sets = [path for path in folder.names("content/questions", "*.md") if path not in base]
    return tuple(found for path in (*base, *sets) if (found := read_questions(folder, prose, path)))


def _trial(folder: Folder, prose: ProseReader, path: str) -> Trial | None:
    if not (folder.root / path).is_dir():
        message, fix = "this file is not a study", "put it in the folder of its study, or take it away"
        folder.problems.add("trial-folder", Where(path=path), message, fix)
        return None
    trial_id = path.rpartition("/")[2]
    record = read_record(folder, trial_id)
    reader = UnitReader(folder, prose, record)
    copy = reader.copy(f"{path}/trial.md")
    summary = reader.document(f"{path}/summary.md", lists=False)
    eligibility = reader.document(f"{path}/eligibility.md", lists=True)
    asked = reader.questions(f"{path}/questions.md")
    waivers = read_waivers(folder, f"{path}/waivers.toml")
    sign_offs = read_sign_offs(folder, f"{path}/{SIGN_OFFS}")
    if record is None or copy is None or summary is None or eligibility is None:
        return None
    return Trial(
        id=trial_id,
        record=record,
        copy=copy,
        summary=summary,
        eligibility=eligibility,
        questions=asked,
        waivers=waivers,
        sign_offs=sign_offs,
        earlier=read_earlier(folder, trial_id),
    )
