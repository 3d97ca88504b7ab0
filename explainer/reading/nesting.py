"""How deep in a list each line stands: by its column, and where a text has lost its columns by the kind of its marker."""

from dataclasses import dataclass, field

from explainer.reading.lines import Line
from explainer.reading.markers import Place, places

SAME = 1
"""Columns: "9." and "10." may be set to end below each other."""
MISSED = 2
BULLETS = frozenset("-*+•·●○◦‣▪▫■□◆►➢✓–—.oØ§¬")


@dataclass(slots=True)
class Level:
    """A list that is open: where its last marker stood, which it was, and its look: the bullet, or what closed a number."""

    column: int
    place: Place
    look: str


@dataclass(slots=True)
class Nesting:
    """The lists that are open, the outer one first."""

    levels: list[Level] = field(default_factory=list)

    def depth(self, line: Line, *, announces: bool = False) -> int:
        """How deep a line stands, 0 outermost; a line without a marker that `announces` a list opens one."""
        if not line.marker:
            return self._of_paragraph(line, announces=announces)
        place = self._place(line)
        number = self._same(line, place)
        if number is None:
            number = self._going_on(place)
        if number is None:
            number = self._new(line, place)
        # A line that goes on with the numbers of an outer list says nothing of that list's column.
        column = self.levels[number].column if number < len(self.levels) else line.column
        del self.levels[number:]
        self.levels.append(Level(column, place, _look(line.marker)))
        return number

    def within(self, column: int) -> bool:
        """Whether what stands at a column is a piece of a rule above it."""
        return bool(self.levels) and column > self.levels[0].column

    def clear(self) -> None:
        """No list is open."""
        self.levels.clear()

    def _of_paragraph(self, line: Line, *, announces: bool) -> int:
        if line.inside:
            return max(0, len(self.levels) - 1)
        if announces and self.levels and line.column <= self.levels[0].column:
            if self.levels[-1].place.kind == "announced":
                self.levels.pop()
            self.levels.append(Level(line.column, Place("announced", 0), ":"))
            return len(self.levels) - 1
        while self.levels and self.levels[-1].column >= line.column:
            self.levels.pop()
        return len(self.levels)

    def _place(self, line: Line) -> Place:
        """Which of its meanings a marker has: "i)" goes on after "h)", else it is Roman."""
        options = places(line.marker)
        for level in reversed(self.levels):
            for option in options:
                if option.kind == level.place.kind and 0 < option.number - level.place.number <= MISSED:
                    return option
        return options[0] if options[0].number <= 1 else options[-1]

    def _same(self, line: Line, place: Place) -> int | None:
        """The open list of this kind at this column."""
        here = [(number, level) for number, level in enumerate(self.levels) if abs(level.column - line.column) <= SAME]
        look = _look(line.marker)
        if alike := [
            number for number, level in here if level.look == look and (level.place.kind == place.kind or look in BULLETS)
        ]:
            return alike[-1]
        of_kind = [number for number, level in here if level.place.kind == place.kind]
        return of_kind[-1] if of_kind and place.number != 1 else None

    def _going_on(self, place: Place) -> int | None:
        """The open list, at whatever column, with whose numbers this one goes on."""
        for step in range(1, MISSED + 1):
            before = Place(place.kind, place.number - step)
            found = [number for number, level in enumerate(self.levels) if before.number > 0 and level.place == before]
            if found:
                return found[-1]
        return None

    def _new(self, line: Line, place: Place) -> int:
        while self.levels and self.levels[-1].column > line.column + SAME:
            self.levels.pop()
        if self.levels and abs(self.levels[-1].column - line.column) <= SAME and place.number > 1:
            return len(self.levels) - 1
        return len(self.levels)


def _look(marker: str) -> str:
    """A bullet, also before a number, or what closes a number."""
    return marker[0] if not marker[0].isalnum() and marker[0] not in "([（" else marker[-1]
