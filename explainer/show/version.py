"""The version of a study's plain words: another one says that a word has changed."""

from explainer.checks.signable import texts
from explainer.model import Question, Site, Trial
from explainer.sign_off import fingerprint
from explainer.walk import walk

LETTERS = 8
"""Of a fingerprint: to be read out over the phone, not to withstand somebody who means harm."""


def version(site: Site, trial: Trial) -> str:
    """A fingerprint of all plain words on a study, in the language at hand."""
    own = [(line.kind, line.text) for _, _, lines, _ in texts(trial) for line in lines]
    asked = [("question", question.message.text) for question in walk(site.question_lists, Question)]
    return fingerprint([*own, *asked])[:LETTERS]
