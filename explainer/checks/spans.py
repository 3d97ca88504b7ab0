"""What stands inside of words: marks, links, terms, and all that these hold in turn."""

from collections.abc import Iterable, Iterator

from explainer.model import Message, Span


def every_span(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans with those inside of them: a term may stand in bold words."""
    for span in spans:
        yield span
        yield from every_span(span.children)


def runs(spans: Iterable[Span]) -> Iterator[tuple[str, str]]:
    """The text of spans, run by run, each with the id of the term that it links to."""
    for span in spans:
        if span.kind == "term":
            yield "".join(inside.text for inside in every_span([span])), span.target
        else:
            if span.text:
                yield span.text, ""
            yield from runs(span.children)


def linked_terms(messages: Iterable[Message]) -> set[str]:
    """The ids of the terms that words link to."""
    return {target for message in messages for target in _targets(message.spans)} - {""}


def _targets(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        if span.kind == "term":
            yield span.target
        elif span.children:
            yield from _targets(span.children)
