"""What somebody sees on a terminal: as much of one as moves its cursor up, erases and hides it. Knows nothing of meshctl."""

import re

_STEP = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z])|(\r)|(\n)|([^\x1b\r\n]+)")


class Screen:
    """Takes what a program has written; `lines` is what stands there then, and `is_cursor_shown` whether one sees where."""

    def __init__(self, written: str) -> None:
        self._lines: list[str] = [""]
        self._row = self._column = 0
        self.is_cursor_shown = True
        for step in _STEP.finditer(written):
            self._do(step)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self._lines]

    def _do(self, step: re.Match[str]) -> None:
        private, number, letter, back, feed, text = step.groups()
        if back:
            self._column = 0
        elif feed:
            self._row += 1
            self._lines += [""] * (self._row + 1 - len(self._lines))
        elif text:
            line = self._lines[self._row].ljust(self._column)
            self._lines[self._row] = line[: self._column] + text + line[self._column + len(text) :]
            self._column += len(text)
        elif private:
            self.is_cursor_shown = letter == "h"
        elif letter == "A":
            assert int(number) <= self._row, "above what is there"
            self._row -= int(number)
        elif letter in "JK":
            self._lines[self._row] = self._lines[self._row][: self._column]
            del self._lines[self._row + 1 if letter == "J" else len(self._lines) :]
