"""A language model, asked by way of the `llm` library. The only way by which a record's words leave this machine."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from explainer.errors import ExplainerError

LONGEST = 4_000
"""Characters of an answer: a unit has a few sentences."""
SECONDS = 120.0


class ModelFailed(ExplainerError):
    """A model that cannot be asked, or does not answer."""


class AnswerRefused(ExplainerError):
    """An answer that is no draft at all. The text says why."""


TRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An answer as it would stand in its file, and what is wrong with it."""

    text: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model by the name that `llm` has for it. One answer may take `seconds`."""

    name: str
    seconds: float = SECONDS

    def answer(self, prompt: str, system: str) -> str:
        """What the model says.

        Raises:
            ModelFailed: it is not known here, fails, or takes too long.
            AnswerRefused: it says nothing, or far too much.
        """
        model = self._found()
        said: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()
        # A thread that does not keep the process alive: nothing else ends a model that hangs.
        threading.Thread(target=_ask, args=(model, prompt, system, said), daemon=True).start()
        try:
            answer = said.get(timeout=self.seconds)
        except queue.Empty:
            raise ModelFailed(f"the model {self.name} did not answer within {self.seconds:g} seconds") from None
        if isinstance(answer, AnswerRefused):
            raise answer
        if isinstance(answer, Exception):
            told = " ".join(str(answer).split())[:300] or type(answer).__name__
            raise ModelFailed(f"the model {self.name} failed: {told}") from answer
        return answer

    def proposal(self, prompt: str, system: str, tried: Callable[[str], Tried]) -> Tried:
        """The first answer in which nothing is wrong, or the last one. Asked again, the model is told what was wrong.

        Raises:
            ModelFailed: the model does not answer.
        """
        found, told = Tried(text="", problems=()), prompt
        for _ in range(TRIES):
            try:
                answer = self.answer(told, system)
            except AnswerRefused as error:
                found = Tried(text="", problems=(str(error),))
                continue
            found = tried(answer)
            if not found.problems:
                break
            told = "\n".join([prompt, "", "You answered:", answer, "", "It was refused:", *(f"- {p}" for p in found.problems)])
        return found

    def _found(self) -> Any:  # noqa: ANN401 (llm's own type is not there without the extra)
        if find_spec("llm") is None:
            raise ModelFailed("drafts need the library `llm`: pip install 'explainer[draft]'")
        import llm  # noqa: PLC0415 (an extra, and slow to import)

        try:
            return llm.get_model(self.name)
        except llm.UnknownModelError as error:
            raise ModelFailed(f"`llm` knows no model {self.name!r}. `llm models` lists those that it knows.") from error


def _ask(model: Any, prompt: str, system: str, said: "queue.SimpleQueue[str | Exception]") -> None:  # noqa: ANN401
    text = ""
    try:
        for piece in model.prompt(prompt, system=system, stream=model.can_stream):
            text += piece
            if len(text) > LONGEST:
                said.put(AnswerRefused(f"the answer has more than {LONGEST} characters"))
                return
    except Exception as error:  # noqa: BLE001 (a plugin may raise anything)
        said.put(error)
        return
    text = text.strip()
    said.put(text or AnswerRefused("the answer is empty"))
