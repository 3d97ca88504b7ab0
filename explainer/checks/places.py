"""No plain words say that somebody has a place in a study: only the study team decides."""

import re
from collections.abc import Iterator

from explainer.checks.frames import ASKED, ENDS_ASKING, before, told
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.finding import Where
from explainer.model import Site

JOIN = (
    r"(?:tak(?:e|ing) part(?! in (?:another|other|any other|a different))|join(?:ing)?\b|enter(?:ing)? (?:the|this)"
    r"|be(?:ing)? (?:part of|in) (?:the|this) study|participate)"
)
WHO = (
    r"(?:you|your child|people|patients|men|women|children|boys|girls|adults|they|he|she|everyone|everybody|anyone|anybody"
    r"|volunteers|person|child|patient|man|woman|boy|girl|who)"
)
PLACE = Phrases(
    rf"\b{WHO}\b[^.;:?]{{0,60}}? (?:can|will|are able to|is able to|will be able to|are allowed to|is allowed to|are sure to"
    rf"|get to|are free to|are certain to)(?: \w+)? {JOIN}"
    r"|\b(?:sure|certain|assured|confident|promised|guaranteed) (?:of|to (?:get|have|find"
    r"|be given))\b[^.;:?]{0,20}\b(?:place|spot|part)\b"
    r"|\b(?:your|a|the) (?:place|spot) (?:in [\w ]{1,20} )?(?:is|would be) (?:certain|sure|safe|kept|ready|yours|reserved)\b"
    r"|\b(?:place|spot|seat|room) (?:is |will be |waits |waiting |kept |free |ready |held |there )*for (?:you|your child)\b"
    r"|\b(?:study|trial) (?:really |also |just |clearly )?(?:fits|suits|needs|wants|welcomes|accepts|takes|is (?:right|good"
    r"|perfect|ideal|made|meant|open|fit|suitable|the (?:right|best) \w+|just right)(?: for| to)?|is for) (?:you|your child"
    r"|people like you)\b"
    r"|\b(?:study|trial|team|doctors?) (?:will|can|would) (?:then |surely |also )?(?:take|accept|include|welcome|admit)s?"
    r" (?:you|your child)\b"
    r"(?! (?:to|off|for|through|out|about|back|home)\b)"
    r"|\b(?:you|your child) (?:can|may|will) (?:then |now |at once |soon )?(?:start|begin) (?:the|this|your)"
    r" (?:study|trial|treatment|medicine)\b"
    r"|\b(?:takes?|lets?|brings?) (?:you|your child) in\b(?! (?:to|the|a|an|for)\b)"
    r"|\b(?:nobody|no one) (?:can|may|will|would) (?:turn|send|keep|shut|leave) (?:you|your child)\b"
    r"|(?<!while )(?<!when )(?<!time )(?<!long as )(?<!until )(?<!after )(?<!before )(?<!days )"
    r"\byou (?:fit|suit|belong (?:in|to)|are (?:right|perfect|ideal|suitable|suited|a fit|fit|made|accepted|admitted"
    r"|chosen|in|welcome|wanted|approved)(?: for| to| into| in)?) (?:the |this |our )?(?:study|trial)\b"
    r"|\b(?:would|will|are|is|be) (?:surely |certainly |always )?(?:be )?(?:accepted|let in"
    r"|taken in(?! (?:the|a|an|each|your|two)\b)"
    r"|admitted|welcomed"
    r"|chosen for|picked for|sure to be (?:in|taken|chosen))\b"
    r"|\byou (?:already |now |then |clearly )?(?:meet|fulfil|fulfill|pass) (?:all|every|each) (?:of )?(?:the |these "
    r"|our )?(?:rules|conditions)"
    r"|\b(?:good|great|best|high) chances? (?:of|to|for)\b[^.;:?]{0,20}(?:place|part|join|chosen|in\b)|\bopen to (?:you"
    r"|your child)\b"
    r"|\b(?:gets?|(?:is|are|be) given) a (?:place|spot)\b"
    r"|\b(?:so|then|therefore)(?: that)? (?:you|your child) (?:may|can|could|will|would) (?:come|start|begin|be (?:in|part"
    r"|included)|get in|join|enter)\b"
)
CONDITION = re.compile(r"^\W*(?:if|when|once)\b[^,]*, |\bif you (?=pass|meet|fulfil)", re.IGNORECASE)
"""Who meets it is promised a place all the same."""
OF_A_VALUE = re.compile(
    r"\b(?:values?|results?|levels?|scores?|numbers?|counts?|tests?|methods?|forms?)(?: \w+){0,6}?"
    r" (?:may|might|can|could|would|will)? ?$"
)
"""A value may be accepted."""


@rule("error", waivable=False)
def place_promised(site: Site) -> Iterator[Problem]:
    """Nobody is told that there is a place in the study for them: who meets a rule may be able to take part.

    Bad: "You are sure of a place", "The study fits you", "Women will be able to take part".
    Good: "Women may be able to take part."
    """
    for where, sentence in _told(site):
        for match in PLACE.finditer(sentence):
            lead = CONDITION.sub("", before(sentence, match.end()))
            if not OF_A_VALUE.search(sentence[: match.start()]) and not (
                ENDS_ASKING.search(sentence) or ASKED.search(lead) or re.search(r"\b(?:not|no|cannot|before)\b", lead)
            ):
                what = f"“{match.group()}” sounds as if a place were certain"
                yield Problem(where, what, "say “may be able to take part”: only the study team decides")


def _told(site: Site) -> Iterator[tuple[Where, str]]:
    """The titles of a study, and each sentence of its units."""
    for document in (document for trial in site.trials for document in trial.documents):
        yield document.title.where, document.title.plain
    for unit in told(site):
        yield from unit.sentences()
