"""Mutants of the hand-written modules: a `*.tf` file in the form of `terraform fmt`, without one of its protections. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.mutation.arguments import PROTECTIONS

_RESOURCE = re.compile(r'(?m)^resource "(?P<type>\w+)" "(?P<name>\w+)" \{')
_ARGUMENT = re.compile(r'(?m)^  (?:dynamic )?"?(?P<name>\w+)"?\s*[={]')
_VALIDATION = re.compile(r"(?m)^ +(?:validation|precondition) \{")
_STRING = re.compile(r'"(?:[^"\\$]|\\.|\$(?!\{)|\$\{[^}]*\})*"')
_MESSAGE = re.compile(r'error_message\s*=\s*"((?:[^"\\]|\\.)*)"')

_ACTION = re.compile(r"(?m)(\bAction\s*= )(?:\[[^\]]*\]|\S+)$")
_EFFECT = re.compile(r'\bEffect\s*= "(\w+)"')

_REWRITTEN = (
    ("condition", "Allow", "is removed", re.compile(r'"(?:aws|events|kms):[\w-]+"\s*=\s*[^,{}\n]+(?<! )'), ""),
    ("principal", "Allow", "is everybody", re.compile(r"\{ (?:Service|AWS)\s*= (?:\$\{[^{}]*\}|[^{}])* \}"), '"*"'),
    ("action", "Allow", "is every action", _ACTION, r'\1"*"'),
    ("resource", "Allow", "is every resource", re.compile(r"(?m)(\bResource\s*= )(?!\S\*\S$)\S+$"), r'\1"*"'),
    ("denial", "Deny", "binds a stranger only", re.compile(r'(?<=Principal = )"\*"'), '{ AWS = "999999999999" }'),
    ("denial", "Deny", "allows", re.compile(r'(?<== )"Deny"'), '"Allow"'),
    ("denial", "Deny", "denies one action", _ACTION, r'\1"sqs:PurgeQueue"'),
    ("denial", "Deny", "exempts everybody", re.compile(r'("aws:[\w-]+" = )"false"'), r'\1"true"'),
    ("denial", "Deny", "exempts everybody", re.compile(r'("aws:[\w-]+" = )"true"'), r'\1"false"'),
    ("encryption", "", "is off", re.compile(r"(?m)(sqs_managed_sse_enabled\s*= )true$"), r"\1false"),
    ("redrive", "", "lets in all", re.compile('"denyAll"|"byQueue"'), '"allowAll"'),
    ("rule", "", "is disabled", re.compile('"ENABLED"'), '"DISABLED"'),
    ("alarm", "", "is out of reach", re.compile(r"(?m)(\bthreshold\s*= )0$"), r"\g<1>1000000"),
    ("alarm", "", "is ignored", re.compile('"notBreaching"'), '"ignore"'),
    ("alarm", "", "is turned round", re.compile('"GreaterThanThreshold"'), '"LessThanThreshold"'),
)
"""What is changed in its place: its kind, the effect of the statement it is in (or anywhere), what becomes of it, how it
looks, and what stands there then."""


@dataclass(frozen=True, slots=True)
class ModuleMutant:
    """A file of a module without one protection: `file` lies below `modules/`, `lost` is how the protection is written."""

    kind: str
    file: str
    lost: str
    became: str
    text: str = field(compare=False)

    @property
    def module(self) -> str:
        """The module whose tests should notice it."""
        return self.file.partition("/")[0]

    @property
    def protection(self) -> str:
        """What was taken away: what people review."""
        return f"{self.file}: {self.lost}: {self.became}"


def mutants_of_modules(files: Mapping[str, str]) -> Iterator[ModuleMutant]:
    """Every mutant of files by their paths below `modules/`; what is alike in a file is told apart by a number."""
    for file, text in files.items():
        seen: Counter[tuple[str, str]] = Counter()
        for kind, lost, became, left in _mutants_of(text):
            seen[lost, became] += 1
            number = f" ({seen[lost, became]})" if seen[lost, became] > 1 else ""
            yield ModuleMutant(kind, file, lost + number, became, left)


def _mutants_of(text: str) -> Iterator[tuple[str, str, str, str]]:
    yield from _without_arguments(text)
    yield from _without_validations(text)
    bare = _without_comments(text)
    for kind, effect, became, pattern, instead in _REWRITTEN:
        for found in pattern.finditer(bare):
            if effect in ("", _effect_at(bare, found.end())):
                left = text[: found.start()] + found.expand(instead) + text[found.end() :]
                yield kind, _line_at(bare, found.start()), became, left


def _effect_at(text: str, place: int) -> str:
    """The effect that was said last: `terraform fmt` keeps the order, and our statements say it first."""
    said = _EFFECT.findall(text, 0, place)
    return said[-1] if said else ""


def _without_arguments(text: str) -> Iterator[tuple[str, str, str, str]]:
    for resource in _RESOURCE.finditer(text):
        weakenings = {one.argument: one for one in PROTECTIONS[resource["type"]]}
        end = _end(text, resource.start())
        if "" in weakenings:
            yield (
                weakenings[""].kind,
                resource[0].removesuffix(" {"),
                "is removed",
                text[: resource.start()] + text[end:],
            )
        for argument in _ARGUMENT.finditer(text, resource.end(), end):
            if argument["name"] in weakenings:
                left = text[: argument.start()] + text[_end(text, argument.start()) :]
                lost = f"{resource['type']}.{resource['name']} {argument['name']}"
                yield weakenings[argument["name"]].kind, lost, "is removed", left


def _without_validations(text: str) -> Iterator[tuple[str, str, str, str]]:
    for found in _VALIDATION.finditer(text):
        end = _end(text, found.start())
        message = _MESSAGE.search(text, found.start(), end)
        lost = f"validation: {message[1] if message else found.start()}".replace('\\"', "'")
        yield "validation", lost, "is removed", text[: found.start()] + text[end:]


def _end(text: str, start: int) -> int:
    """Where the argument or block that begins at `start` ends: the end of the line on which its brackets are closed."""
    depth = 0
    for line in re.finditer(r".*\n", text[start:]):
        bare = _STRING.sub("", _without_comments(line[0]))
        depth += sum(map(bare.count, "{[(")) - sum(map(bare.count, "}])"))
        if depth <= 0:
            return start + line.end()
    return len(text)


def _without_comments(text: str) -> str:
    """The text with blanks in the place of comments."""
    return re.sub(r"(?m)(?:^|(?<=\s))#.*$", lambda found: " " * len(found[0]), text)


def _line_at(text: str, place: int) -> str:
    return " ".join(text[text.rfind("\n", 0, place) + 1 : text.find("\n", place)].split())
