"""An answer is kept for the very value that it was asked about, and for no more values than was said."""

import gc
import weakref

from explainer.checks.kept import kept


class Asked:
    """A value that can be seen to die, equal to every other."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked)

    def __hash__(self) -> int:
        return 1


def test_an_answer_is_worked_out_once_for_a_value_and_anew_for_its_equal():
    asked = []
    find = kept(most=2)(lambda value: asked.append(value) or len(asked))
    one, other = Asked(), Asked()
    assert [find(one), find(other), find(one), find(other)] == [1, 2, 1, 2]


def test_a_value_lives_no_longer_than_its_answer_is_kept():
    find = kept()(str)
    value = Asked()
    gone = weakref.ref(value)
    find(value)
    find(Asked())
    del value
    gc.collect()
    assert gone() is None
