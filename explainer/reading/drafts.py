"""A study's files before anybody has written a word: every passage of the record quoted in its place, under a name only.

The importer writes these texts, and the loader reads them in place of a file that is not there: so a study that nobody has
explained is read as any other. A heading that is only a name (of the study, of a passage) is one that nobody has written.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from explainer.reading.prose import slug
from explainer.record import Part, Passage, Record

NOBODY_YET, NOT_YET = "nobody yet", "not yet"
"""Who wrote a draft, and when."""
HEADER = f"---\nwritten-by: {NOBODY_YET}\nwritten-on: {NOT_YET}\n---\n"
LIST_NAMES: dict[str, Part] = {"Inclusion": "inclusion", "Exclusion": "exclusion", "Rules": "criteria"}
"""What the H2 of an eligibility file begins with; `Rules` holds what stands under no heading that names a list."""
PASSAGE_NAME = re.compile(r"(?:summary|inclusion|exclusion|criteria)-[0-9]+")
"""A heading that only names a passage, which the record may not have any more."""
QUESTIONS = "# Questions about this study\n"


def summary_draft(record: Record) -> str:
    """`summary.md`: the first sentence of the brief summary under the title, each other one under a heading of its own."""
    return HEADER + "\n".join([f"# {record.id}\n", *_summary(record.of_part("summary"))])


def _summary(passages: tuple[Passage, ...]) -> Iterator[str]:
    for number, passage in enumerate(passages):
        yield (f"## {passage.id}\n\n" if number else "") + _quoted(passage)


def eligibility_draft(record: Record) -> str:
    """`eligibility.md`: each criterion under a heading of its own, in the record's lists and groups and in its order."""
    listed = [passage for passage in record.passages if passage.part in LIST_NAMES.values()]
    return HEADER + "\n".join([f"# {record.id}\n", *_lists(listed)])


def _lists(passages: list[Passage]) -> Iterator[str]:
    names = {part: name for name, part in LIST_NAMES.items()}
    taken = {passage.id for passage in passages}
    for (part, group), members in groupby(passages, key=lambda passage: (passage.part, passage.group)):
        id = slug(f"{part} {group}")
        # What an id, or signs that close a heading, would be taken for are the record's own words.
        mark = f" {{#{_free(part, taken)}}}" if id in taken or group.endswith(("}", "#")) or not id.isascii() else ""
        taken.add(id)
        yield f"## {names[part]}{': ' * bool(group)}{group}{mark}\n"
        yield from _units(members)


def _units(passages: Iterable[Passage]) -> Iterator[str]:
    return (f"### {passage.id}\n\n{_quoted(passage)}" for passage in passages)


def _quoted(passage: Passage) -> str:
    return f"> {passage.quotable}\n"


def _free(part: Part, taken: set[str]) -> str:
    id = next(id for number in range(len(taken) + 1) if (id := f"{part}-list-{number + 1}") not in taken)
    taken.add(id)
    return id
