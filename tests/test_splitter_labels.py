"""How well the splitter reads 25 hard records, held against what a person read in them."""

import json
import tomllib
from pathlib import Path

from explainer.reading.criteria import criteria
from explainer.reading.groups import fold_heading
from explainer.reading.pieces import unescape

LABELS = Path(__file__).with_name("splitter_labels.toml")
RIGHT = 0.95
"""Of the passages that either of the two sees: those that both begin at the same place, in the same list and the same group."""


def labelled(text: str, labels: dict) -> dict[int, tuple[str, str, int]]:
    """`(list, group, depth)` by where the words of a passage begin."""
    groups = [""] + [": ".join(fold_heading(text[start:end]) for start, end in path) for path in labels["groups"]]
    return {at: (kind, groups[group], depth) for kind, group, depth, places in labels["passages"] for at in places}


def split(text: str) -> dict[int, tuple[str, str, int]]:
    found = {}
    at = 0
    for piece in criteria(text):
        at += len(piece.lead)
        if piece.kind == "passage":
            found[at] = (piece.part, piece.group, piece.depth)
        at += len(piece.text)
    return found


def test_the_passages_of_hard_records_are_read_as_a_person_reads_them(measured_records):
    texts = {file.stem: file for file in measured_records}
    seen = placed = nested = 0
    wrong = []
    for id, labels in tomllib.loads(LABELS.read_text(encoding="utf-8")).items():
        record = json.loads(texts[id].read_text(encoding="utf-8"))
        text = unescape(record["protocolSection"]["eligibilityModule"]["eligibilityCriteria"])
        ours, theirs = split(text), labelled(text, labels)
        for at in sorted({*ours, *theirs}):
            mine, right = ours.get(at, ("", "", -1)), theirs.get(at, ("", "", -1))
            seen += 1
            placed += mine[:2] == right[:2]
            nested += mine == right
            if mine != right:
                wrong.append((id, at, mine, right))
    told = "\n".join(map(str, [(placed, nested, seen), *wrong]))
    assert placed / seen >= RIGHT, told
    assert nested / seen >= RIGHT, told
