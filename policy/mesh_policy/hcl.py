"""Reads HCL as far as it says by itself what it means: literals, templates, heredocs, `jsonencode`. Pure.

Everything else stays as it is written, marked (`values.mark`): nothing is evaluated that could be something else elsewhere.
checkov's own reading changes texts on the way (`>=` becomes `>:`), hence this one.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from mesh_policy.values import mark

SPACE = re.compile(r"(?:[ \t\r]|#[^\n]*|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
WHITE = re.compile(r"(?:\s|#[^\n]*|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
NAME = re.compile(r"[A-Za-z_][\w-]*")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
WORDS = {"true": True, "false": False, "null": None}
HEREDOC = re.compile(r"<<(-?)([A-Za-z_][\w-]*)\n(.*?)^[ \t]*\2[ \t]*$", re.DOTALL | re.MULTILINE)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
PAIRS = {"{": "}", "[": "]", "(": ")"}
DEEPEST = 100


class BrokenHcl(Exception):
    """Text that is no HCL."""


@dataclass
class Block:
    """A block: its type and labels, its arguments, the blocks in it, and the line that it begins in."""

    type: str
    labels: tuple[str, ...] = ()
    arguments: dict[str, Any] = field(default_factory=dict)
    blocks: list["Block"] = field(default_factory=list)
    line: int = 1


def read_hcl(text: str) -> Block:
    """The whole file as one block. Raises BrokenHcl."""
    reader = _Reader(text.replace("\r\n", "\n"))
    whole = Block("file")
    reader.body(whole, closing=False)
    return whole


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0

    def body(self, into: Block, *, closing: bool) -> None:
        while True:
            self.skip(WHITE)
            if self.at == len(self.text) and not closing:
                return
            if closing and self.take("}"):
                return
            self.item(into)

    def item(self, into: Block) -> None:
        line = self.text.count("\n", 0, self.at) + 1
        name = self.name()
        self.skip(SPACE)
        if self.peek() == "=" and self.text[self.at : self.at + 2] != "==":
            self.at += 1
            into.arguments[name] = self.expression("\n}")
            return
        labels = tuple(self.labels())
        block = Block(name, labels, line=line)
        self.expect("{")
        self.deeper(lambda: self.body(block, closing=True))
        into.blocks.append(block)

    def labels(self) -> list[str]:
        found = []
        while self.peek() not in ("{", ""):
            found.append(self.string() if self.peek() == '"' else self.name())
            self.skip(SPACE)
        return found

    def expression(self, ends: str) -> Any:
        """Up to one of the characters outside of all brackets; marked where it is no literal."""
        self.skip(WHITE)
        start = self.at
        end = self.end_of_expression(ends)
        try:
            value = self.deeper(self.literal)
            self.skip(SPACE)
            if self.at == end:
                return value
        except BrokenHcl:
            pass
        self.at = end
        return mark(self.text[start:end])

    def literal(self) -> Any:
        here = self.peek()
        if here == "{":
            return self.object()
        if here == "[":
            return self.tuple()
        if here == '"':
            return self.string()
        if here == "<":
            return self.heredoc()
        number = NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            return float(number[0]) if re.search(r"[.eE]", number[0]) else int(number[0])
        return self.word()

    def word(self) -> Any:
        name = self.name()
        if name in WORDS:
            return WORDS[name]
        if name == "jsonencode":
            self.skip(SPACE)
            self.expect("(")
            value = self.expression(",)")
            self.skip(WHITE)
            self.expect(")")
            return value
        raise BrokenHcl(name)

    def object(self) -> dict[str, Any]:
        self.expect("{")
        found: dict[str, Any] = {}
        while True:
            self.skip(WHITE)
            if self.take("}"):
                return found
            key = self.string() if self.peek() == '"' else self.key()
            self.skip(SPACE)
            if not (self.take("=") or self.take(":")):
                raise BrokenHcl("an object without values")
            found[key] = self.expression(",\n}")
            self.skip(SPACE)
            self.take(",")

    def key(self) -> str:
        if self.peek() == "(":
            start, self.at = self.at, self.closed(self.at)
            return mark(self.text[start + 1 : self.at - 1])
        name = self.name()
        if name == "for":
            raise BrokenHcl("a for expression")
        return name

    def tuple(self) -> list[Any]:
        self.expect("[")
        found: list[Any] = []
        while True:
            self.skip(WHITE)
            if self.take("]"):
                return found
            if re.compile(r"for\s").match(self.text, self.at):
                raise BrokenHcl("a for expression")
            found.append(self.expression(",]"))
            self.skip(WHITE)
            self.take(",")

    def string(self) -> str:
        self.expect('"')
        end = self.end_of_string(self.at)
        inner, self.at = self.text[self.at : end], end + 1
        return template(inner, escapes=True)

    def heredoc(self) -> str:
        found = HEREDOC.match(self.text, self.at)
        if not found:
            raise BrokenHcl("a heredoc without an end")
        self.at = found.end()
        lines = found[3].split("\n")
        if found[1]:
            indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
            lines = [line[min(indents, default=0) :] for line in lines]
        return template("\n".join(lines), escapes=False)

    def end_of_expression(self, ends: str) -> int:
        at = self.at
        while at < len(self.text):
            here = self.text[at]
            if here in ends:
                return at
            at = self.after(at)
        if "\n" in ends:
            return at
        raise BrokenHcl("an expression without an end")

    def after(self, at: int) -> int:
        """Behind the character, string, comment, heredoc or bracket that begins at `at`."""
        here = self.text[at]
        if here == '"':
            return self.end_of_string(at + 1) + 1
        if here in PAIRS:
            return self.closed(at)
        if here in "#/":
            comment = re.compile(r"#[^\n]*|//[^\n]*|/\*.*?\*/", re.DOTALL).match(self.text, at)
            return comment.end() if comment else at + 1
        if here == "<":
            heredoc = HEREDOC.match(self.text, at)
            return heredoc.end() if heredoc else at + 1
        return at + 1

    def closed(self, at: int) -> int:
        """Behind the bracket that closes the one at `at`. Raises BrokenHcl where none does."""
        open_brackets = []
        while at < len(self.text):
            here = self.text[at]
            if here in PAIRS:
                open_brackets.append(PAIRS[here])
                at += 1
            elif open_brackets and here == open_brackets[-1]:
                open_brackets.pop()
                at += 1
                if not open_brackets:
                    return at
            else:
                at = self.after(at)
        raise BrokenHcl("a bracket that is never closed")

    def end_of_string(self, at: int) -> int:
        while at < len(self.text):
            if self.text[at] == "\\":
                at += 2
            elif self.text[at] == '"':
                return at
            elif self.text.startswith(("${", "%{"), at) and self.text[at - 1] != self.text[at]:
                at = self.closed(at + 1)
            else:
                at += 1
        raise BrokenHcl("quotes that are never closed")

    def deeper(self, read: Any) -> Any:
        if self.depth > DEEPEST:
            raise BrokenHcl("too deep")
        self.depth += 1
        try:
            return read()
        finally:
            self.depth -= 1

    def name(self) -> str:
        found = NAME.match(self.text, self.at)
        if not found:
            raise BrokenHcl(f"line {self.text.count(chr(10), 0, self.at) + 1}")
        self.at = found.end()
        return found[0]

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self, letter: str) -> bool:
        if self.peek() != letter:
            return False
        self.at += 1
        return True

    def expect(self, letter: str) -> None:
        if not self.take(letter):
            raise BrokenHcl(f"line {self.text.count(chr(10), 0, self.at) + 1}: no {letter}")


TEMPLATE = re.compile(r"(?P<escaped>\$\$\{|%%\{)|(?P<inner>[$%]\{)|\\(?P<letter>u[0-9a-fA-F]{4}|.)", re.DOTALL)


def template(text: str, *, escapes: bool) -> str:
    """What a string's inside means: escapes resolved where there are such, `${...}` marked."""
    parts, at = [], 0
    while found := TEMPLATE.search(text, at):
        parts.append(text[at : found.start()])
        at = found.end()
        if found["escaped"]:
            parts.append(found["escaped"][1:])
        elif found["inner"]:
            end = _Reader(text).closed(found.end() - 1)
            parts.append(mark(text[found.end() : end - 1].strip("~")))
            at = end
        else:
            parts.append(_escape(found["letter"]) if escapes else found[0])
    return "".join([*parts, text[at:]])


def _escape(letter: str) -> str:
    return chr(int(letter[1:], 16)) if letter.startswith("u") and len(letter) == 5 else ESCAPES.get(letter, letter)
