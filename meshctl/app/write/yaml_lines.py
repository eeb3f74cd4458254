"""How ruamel.yaml breaks lines: never within brackets or braces, never before a first word, and without blanks at their ends."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ruamel.yaml.emitter import Emitter
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

Path = tuple[str | int, ...]
_NO_END = 10**9


class LineEmitter(Emitter):
    """Writes what stands in brackets or braces on one line, and breaks plain text where a word does not fit any more."""

    MAX_SIMPLE_KEY_LENGTH = 1_000  # YAML's own bound is 1,024 characters, quotes and all

    @property
    def best_width(self) -> int:
        """After how many columns a line is broken."""
        return _NO_END if self.flow_level else self._width

    @best_width.setter
    def best_width(self, width: int) -> None:
        self._width = width

    def write_plain(self, text: Any, split: Any = True) -> None:
        """Text without quotes. ruamel.yaml breaks it before a first word that is long, and behind a blank."""
        if not text or self.root_context or not text.isprintable():
            super().write_plain(text, split)
            return
        words = text.split(" ")
        self._write(words[0] if self.whitespace else f" {words[0]}")
        for before, word in pairwise(words):
            if split and before and word and self.column + 1 + len(word) > self.best_width:
                self.write_indent()
                self._write(word)
            else:
                self._write(f" {word}")
        self.whitespace = self.indention = False

    def expect_flow_mapping(self, *how: Any, **more: Any) -> None:
        """Braces. What ruamel.yaml notes for a list behind a dash would take the line break from a later item."""
        self.no_newline = False
        super().expect_flow_mapping(*how, **more)

    def expect_flow_sequence(self, *how: Any, **more: Any) -> None:
        """Brackets, likewise."""
        self.no_newline = False
        super().expect_flow_sequence(*how, **more)

    def _write(self, text: str) -> None:
        self.column += len(text)
        self.stream.write(text)


def too_long(node: Node | None, width: int) -> Iterator[Path]:
    """The paths of what stands in brackets or braces on one line that ends behind `width`; of those within each other the outermost."""
    waiting: list[tuple[Path, Node | None]] = [((), node)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, CollectionNode) and one.flow_style and _on_one_line(one) and one.end_mark.column > width:
            yield path
        else:
            waiting += [((*path, step), below) for step, below in _below(one)]


def without_trailing_blanks(text: str, node: Node | None) -> str:
    """The lines without blanks at their ends, but for those of a text that is taken as it stands (`|`, `>`)."""
    kept = {row for start, end in _as_they_stand(node) for row in range(start, end)}
    return "\n".join(line if row in kept else line.rstrip(" \t") for row, line in enumerate(text.split("\n")))


def _as_they_stand(node: Node | None) -> Iterator[tuple[int, int]]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ScalarNode) and one.style in ("|", ">"):
            yield one.start_mark.line + 1, one.end_mark.line + 1
        waiting += [below for _, below in _below(one)]


def _on_one_line(node: Node) -> bool:
    return bool(node.start_mark.line == node.end_mark.line and node.value)


def _below(node: Node | None) -> Iterator[tuple[str | int, Node]]:
    if isinstance(node, MappingNode):
        yield from ((key.value, value) for key, value in node.value)
    elif isinstance(node, SequenceNode):
        yield from enumerate(node.value)
