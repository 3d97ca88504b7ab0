"""Each check is shown to work: pages damaged on purpose are caught by the rule that is meant to, and sound ones are not."""

import pytest

from access.checks import RULES, WALKS, prepare, problems
from access.damage import Change, Workshop, read_changes

DAMAGES, SOUND = read_changes()
ENOUGH = 60


@pytest.fixture(scope="module")
def workshop(browser, server):
    context = browser.new_context()
    yield Workshop(context, server)
    context.close()


@pytest.fixture(scope="module")
def opened(workshop, site):
    def open_changed(change):
        page = workshop.open(change)
        prepare(page, banner=site.banner.text, line=site.banner.line.plain)
        return page

    return open_changed


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damage_is_caught_by_its_rule(opened, damage):
    assert next(problems(opened(damage), damage.rules), None), f"{damage.rules[0]} does not see that {damage.name}"


@pytest.mark.parametrize("change", SOUND, ids=lambda change: change.name)
def test_a_sound_change_alarms_no_rule(opened, change):
    assert not [str(problem) for problem in problems(opened(change), change.rules)]


def test_there_are_damages_enough_for_every_rule():
    tried = {damage.rules[0] for damage in DAMAGES}
    assert set(RULES) | set(WALKS) == tried
    assert len(DAMAGES) >= ENOUGH
    names = [change.name for change in DAMAGES + SOUND]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "change",
    [
        Change(name="nothing to find", page="/en/", rules=(), find="<blink>", put=""),
        Change(name="nothing to style", page="/en/", rules=(), css=".not-there { display: none }"),
    ],
    ids=lambda change: change.name,
)
def test_a_change_that_changes_nothing_is_refused(workshop, change):
    with pytest.raises(ValueError, match=change.name):
        workshop.open(change)
