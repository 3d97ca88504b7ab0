"""The mutation suite: each study damaged one place at a time, and which rule sees it.

`python tests/mutations.py` prints the figure.

A damage is data: the kind, the file, its new text, and the rules that are meant for that kind. Only what a reader reads is
damaged, never a code path: the checks see a text that somebody could have written.
"""

import dataclasses
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from mutation_tables import CHANGED, LINK, LISTED, NEW, NUMBER, PATTERNS, QUOTE_LINE, TABLES, TURNED, UNKNOWN

from explainer.checks import RULES, check
from explainer.checks.answers import placed_notices
from explainer.checks.denials import NEGATIVE
from explainer.checks.kinds import ALLOWS
from explainer.checks.names import names
from explainer.checks.record_problems import record_problems
from explainer.checks.statements import OF_THE_RECORD
from explainer.curate.new_site import make_site
from explainer.curate.sign import Signer, sign
from explainer.finding import Finding, Where
from explainer.model import Site
from explainer.reading.loader import _glossary, load_site
from explainer.reading.source import Folder, Problems
from explainer.reading.units import UnitReader
from explainer.settings import SHIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One damaged text. `rules`: those that are meant to see it."""

    kind: str
    path: str
    text: str
    rules: frozenset[str]
    what: str


@dataclass(frozen=True, slots=True)
class Overlay(Folder):
    """A site folder in which one file reads otherwise."""

    path: str = ""
    text: str = ""

    def read(self, path, *, fix, needed=True):
        if path != self.path:
            return Folder.read(self, path, fix=fix, needed=needed)
        return self._decode(Where(path=path), self.text.encode(), fix)


class Study:
    """One study of a site folder, which can be read again with one file damaged."""

    def __init__(self, root: Path, trial_id: str) -> None:
        self.root = root
        self.path = f"content/trials/{trial_id}"
        loaded = load_site(root)
        self.told = [finding for finding in loaded.findings if finding.where.path.startswith(self.path)]
        self.trial = next(trial for trial in loaded.site.trials if trial.id == trial_id)
        self.site: Site = dataclasses.replace(loaded.site, trials=(self.trial,), about=(), guides=())
        self.prose = _glossary(Folder(root, Problems()))[1]

    def findings(self, damage: Damage | None = None) -> set[str]:
        """The rules that speak (notes aside), with a damage or without one."""
        return {finding.rule for finding in self.found(damage) if finding.severity != "note"}

    def found(self, damage: Damage | None = None) -> list[Finding]:
        """What reading and, with a damage, the rules meant for it have to say."""
        if damage is None:
            return [*self.told, *check(self.site)]
        problems = Problems()
        reader = UnitReader(
            Overlay(self.root, problems, damage.path, damage.text),
            dataclasses.replace(self.prose, problems=problems),
            self.trial.record,
        )
        # Only the damaged file is read again: nothing else of the study depends on it.
        part = Path(damage.path).stem
        document = reader.document(damage.path, lists=part == "eligibility")
        trials = (dataclasses.replace(self.trial, **{part: document}),) if document else ()
        return [*problems.found, *check(dataclasses.replace(self.site, trials=trials), [RULES[name] for name in damage.rules])]

    def damages(self) -> Iterator[Damage]:
        """Every damage of every kind, in every place that it fits."""
        for name in ("summary.md", "eligibility.md"):
            path = f"{self.path}/{name}"
            text = (self.root / path).read_text(encoding="utf-8")
            for kind, changed, rules, what in _damaged(text):
                yield Damage(kind=kind, path=path, text=changed, rules=frozenset(rules), what=what)
        yield from self._without_notices()

    def _without_notices(self) -> Iterator[Damage]:
        """Each notice gone that alone answers a problem of the record."""
        for trial in self.site.trials:
            placed = [*placed_notices(trial)]
            for problem in record_problems(trial.record):
                answers = [each.notice for each in placed if each.answers(problem)]
                for notice in answers if len(answers) == 1 else ():
                    lines = (self.root / notice.where.path).read_text(encoding="utf-8").split("\n")
                    start = notice.where.line - 1
                    end = next(n for n in range(start, len(lines)) if not lines[n].startswith(">"))
                    text = "\n".join([*lines[:start], *lines[end:]])
                    rules = frozenset({"record-problem-unanswered", "damage-unanswered"})
                    yield Damage(kind="notice removed", path=notice.where.path, text=text, rules=rules, what=problem.message)


Change = tuple[str, str, set[str], str]


def _damaged(text: str) -> Iterator[Change]:
    yield from _of_words(text)
    yield from _of_lists(text)
    yield from _of_quotes(text)
    yield from _of_units(text)
    yield from _names_removed(text)


def _plain_lines(text: str) -> Iterator[tuple[int, str]]:
    """The plain words of units, line by line, each with its place: no header, heading, quote, notice or reason why."""
    why = False
    for match in re.finditer(r"^.*$", text, re.MULTILINE):
        line = match.group()
        if line.startswith("#"):
            why = line.startswith("####")
        elif line.strip() and not why and match.start() > text.index("\n# ") and not line.startswith((">", "---")):
            yield match.start(), line


def _of_words(text: str) -> Iterator[Change]:
    for start, line in _plain_lines(text):
        for match in NUMBER.finditer(line):
            at, value = start + match.start(), match.group()
            other = str(int(float(value)) + 7)
            yield "number changed", _put(text, at, value, other), CHANGED, f"{line} → {other}"
            if value in _quoted_above(text, start):
                yield "number dropped", _unsaid(text, start, value), {"number-lost"}, f"{line}: {value}"
        for kind, table, rules in TABLES:
            for old, new in table.items():
                for match in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)" if old[0].isalpha() else re.escape(old), line):
                    if NUMBER.search(line):
                        yield kind, _put(text, start + match.start(), old, new), rules, f"{line}: {old} → {new}"
        yield from _of_patterns(text, start, line)
        for kind, (sentences, rules) in NEW.items():
            sentence = sentences[start % len(sentences)]
            # An item of a list that has no full stop would go on with the sentence.
            ended = line if line[-1] in ".:?" else f"{line}."
            yield kind, _put(text, start, line, f"{ended}\n{sentence}"), rules, f"{line} {sentence}"
        yield from _of_kinds(text, start, line)
        for kind, sentences in UNKNOWN.items():
            sentence = sentences[start % len(sentences)]
            yield kind, _put(text, start, line, f"{line}\n{sentence}"), {"word-not-everyday", "praise"}, f"{line} {sentence}"


def _of_lists(text: str) -> Iterator[Change]:
    """Each item of a list gone; a score's values are no items."""
    for start, line in _plain_lines(text):
        if re.match(r"- (?!\d)", line):
            yield "list item dropped", _put(text, start, f"{line}\n", ""), LISTED, line


def _of_patterns(text: str, start: int, line: str) -> Iterator[Change]:
    for kind, patterns, rules in PATTERNS:
        for old, new in patterns.items():
            for match in re.finditer(old, line):
                if _counts(kind, text, start, line, match):
                    changed = match.expand(new)
                    put = _put(text, start + match.start(), match.group(), changed)
                    yield kind, put, rules, f"{line}: {match.group()} → {changed}"


def _of_kinds(text: str, start: int, line: str) -> Iterator[Change]:
    """The kind of a criterion turned round, where the record neither says no nor allows anything."""
    quotes = _quotes_around(text, start)
    part = text[text.rfind("\n## ", 0, start) :].strip("\n# ")[:9]
    if part in TURNED and not (NEGATIVE.search(quotes) or ALLOWS.search(quotes) or NEGATIVE.search(line)):
        sentences, rules = TURNED[part]
        sentence = sentences[start % len(sentences)]
        yield "kind turned by phrasing", _put(text, start, line, f"{line}\n{sentence}"), rules, f"{line} {sentence}"


def _counts(kind: str, text: str, start: int, line: str, match: re.Match[str]) -> bool:
    """Whether a damage turns what the record says: our words on the record itself, and an "or" of our own, do not."""
    if OF_THE_RECORD.search(line):
        return False
    quotes = _quotes_around(text, start)
    if kind == "negation removed":
        return bool(NEGATIVE.search(quotes))
    if kind == "opposite said":
        return match.group().lower() in quotes.lower()
    after = re.findall(r"\w{4,}", line[match.end() :])[:2]
    if kind == "negation added":
        return not NEGATIVE.search(quotes) and any(word[:5] in quotes for word in after)
    before = re.findall(r"\w{4,}", line[: match.start()])[-2:]
    if kind == "and turned to or":
        joined = re.compile(r"(\w{5})\w* and (?:\w{1,3} )?(\w{5})")
        theirs = {pair.groups() for pair in joined.finditer(quotes)}
        return any((first[:5], second[:5]) in theirs for first in before for second in after)
    near = after + before
    return kind != "and/or turned" or (" or " in quotes.replace("/", " ") and any(word[:5] in quotes for word in near))


def _quotes_around(text: str, at: int) -> str:
    """The words that a unit quotes, without those in its notices."""
    found = QUOTE_LINE.finditer(text, *_unit_around(text, at))
    return " ".join(quote.group(1) for quote in found if not _in_notice(text, quote.start()))


def _unit_around(text: str, at: int) -> tuple[int, int]:
    """From the heading above a place to the next heading of a unit or list."""
    start = max(text.rfind("\n## ", 0, at), text.rfind("\n### ", 0, at), text.rfind("\n# ", 0, at))
    ends = [end for mark in ("\n## ", "\n### ") if (end := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))


def _quoted_above(text: str, at: int) -> set[str]:
    """The numbers of a unit's own quotes."""
    start, end = _unit_around(text, at)
    return {n for quote in QUOTE_LINE.finditer(text, start, end) for n in NUMBER.findall(quote.group(1))}


def _unsaid(text: str, at: int, value: str) -> str:
    """A text in which a unit says a number nowhere but in its quotes."""
    start, end = _unit_around(text, at)
    number = re.compile(rf"(?<![\w.:^-]){re.escape(value)}(?!\w|[.:]\d)")
    lines = [
        line if line.startswith(">") and "> [!" not in line else number.sub("some", line)
        for line in text[start:end].split("\n")
    ]
    return text[:start] + "\n".join(lines) + text[end:]


def _of_quotes(text: str) -> Iterator[Change]:
    for match in QUOTE_LINE.finditer(text):
        words = match.group(1).split()
        if len(words) < 5 or _in_notice(text, match.start()):
            continue
        changed = " ".join([*words[:2], "gladly", *words[2:]])
        yield "quote altered", _put(text, match.start(1), match.group(1), changed), {"quote-not-in-record"}, match.group(1)
        if "[...]" not in words[-3:]:
            cut = " ".join(words[:-2])
            yield "quote cut", _put(text, match.start(1), match.group(1), cut), {"quote-not-in-record"}, match.group(1)


def _in_notice(text: str, at: int) -> bool:
    block = text[:at].rpartition("\n\n")[2]
    return block.startswith("> [!")


def _of_units(text: str) -> Iterator[Change]:
    units = list(re.finditer(r"^### .*?(?=^### |^## |\Z)", text, re.MULTILINE | re.DOTALL))
    for match in units:
        heading = match.group().partition("\n")[0]
        if "> [!NOT-EXPLAINED]" not in match.group():
            yield "criterion removed", text.replace(match.group(), "", 1), {"passage-not-covered"}, heading
        named = _put(text, match.start(), heading, heading.replace(" {", ", and zorvamab {"))
        yield "medicine invented", named, {"word-not-everyday"}, f"{heading} and zorvamab"
        for notice in re.finditer(r"^> \[!MEDICINE\]\n(?:>.*\n)*", match.group(), re.MULTILINE):
            yield "medicine notice removed", text.replace(notice.group(), "", 1), {"medicine-notice-missing"}, heading
    for match in re.finditer(r"^## (In|Ex)clusion: (.*)$", text, re.MULTILINE):
        changed = _put(text, match.start(), match.group(), f"{match.group()} or others")
        yield "group heading altered", changed, {"quote-not-in-record"}, match.group()
    for first, second in pairwise(re.findall(r"^## (?:In|Ex)clusion(?:: .*)?$", text, re.MULTILINE)):
        other = {first: second, second: first}
        either = re.compile(rf"^(?:{re.escape(first)}|{re.escape(second)})$", re.MULTILINE)
        swapped = either.sub(lambda m, other=other: other[m.group()], text)
        yield "groups swapped", swapped, {"quote-not-in-record"}, f"{first} ↔ {second}"
    if "\n## Inclusion" in text:
        swapped = text.replace("## Inclusion", "## Exclusion", 1)
        yield "inclusion moved to exclusion", swapped, {"quote-not-in-record"}, "## Inclusion"


def _names_removed(text: str) -> Iterator[Change]:
    """Each name of a rule's quote taken out of its plain words and notices, where nothing is linked any more."""
    for match in re.finditer(r"^### .*?(?=^### |^## |\Z)", text, re.MULTILINE | re.DOTALL):
        unlinked = re.sub(r"^(?!>).*$", lambda line: LINK.sub(r"\1", line.group()), match.group(), flags=re.MULTILINE)
        notices = "\n> [!" + unlinked.partition("\n> [!")[2] if "\n> [!" in unlinked else ""
        words = unlinked.removesuffix(notices)
        for name in names(_quotes_around(text, match.start() + 1)):
            said = re.compile(rf"\b{re.escape(name)}\b")
            lines = [line if line.startswith(">") else said.sub("it", line) for line in words.split("\n")]
            changed = "\n".join(lines) + said.sub("it", notices)
            if changed != unlinked:
                yield "name removed", text.replace(match.group(), changed, 1), {"name-lost"}, f"{lines[0]}: {name}"


def _put(text: str, at: int, old: str, new: str) -> str:
    assert text.startswith(old, at)
    return text[:at] + new + text[at + len(old) :]


def measure(studies: list[Study]) -> tuple[Counter[str], Counter[str], list[Damage]]:
    """Damages by kind, those caught by a rule meant for them, and those that got past."""
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed = []
    for study in studies:
        for damage in study.damages():
            made[damage.kind] += 1
            if study.findings(damage) & damage.rules:
                caught[damage.kind] += 1
            else:
                missed.append(damage)
    return made, caught, missed


def studies(folder: Path) -> list[Study]:
    """The shipped study and the invented example, in `folder`, each signed by a nurse."""
    make_site(folder / "example")
    shutil.copytree(SHIPPED / "content", folder / "shipped" / "content")
    found = [(folder / "shipped", "NCT06947473"), (folder / "example", "EXAMPLE-001")]
    for root, trial_id in found:
        sign(root, trial_id, signer=Signer(role="nurse", name="", on="2026-03-10"), language="en")
    return [Study(root, trial_id) for root, trial_id in found]


def main() -> None:
    """Print the figure."""
    with tempfile.TemporaryDirectory() as folder:
        made, caught, missed = measure(studies(Path(folder)))
    for kind, count in made.items():
        print(f"{kind:30} {caught[kind]:4} of {count:4}")
    for damage in missed:
        print(f"missed: {damage.kind}: {damage.path}: {damage.what}")
    print(
        f"{sum(caught.values())} of {sum(made.values())} damaged texts caught: {sum(caught.values()) / sum(made.values()):.1%}"
    )


if __name__ == "__main__":
    main()
