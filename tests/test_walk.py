"""`walk` looks only where the annotations of the model say that something may lie; it has to find all that there is."""

from dataclasses import fields, is_dataclass

import pytest

from explainer import model
from explainer.record import Passage, Record
from explainer.walk import walk

KINDS = [kind for kind in [*vars(model).values(), Passage, Record] if isinstance(kind, type) and is_dataclass(kind)]


def everything(node: object, kind: type) -> list[object]:
    if isinstance(node, kind):
        return [node]
    inner = node if isinstance(node, tuple) else [getattr(node, f.name) for f in fields(node)] if is_dataclass(node) else ()
    return [found for each in inner for found in everything(each, kind)]


@pytest.mark.parametrize("kind", dict.fromkeys(KINDS), ids=lambda kind: kind.__name__)
def test_walk_finds_what_looking_everywhere_finds(site, kind):
    assert [*walk(site, kind)] == everything(site, kind)
    assert [*walk((site.trials, site.glossary), kind)] == everything((site.trials, site.glossary), kind)


def test_the_site_holds_some_of_nearly_every_kind(site):
    """Else the comparison above says nothing."""
    assert sum(bool(everything(site, kind)) for kind in KINDS) > len(KINDS) - 4
