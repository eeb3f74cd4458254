"""The conditions of IAM policies that the mesh uses. Pure; an operator it does not know is said so, never guessed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

Context = Mapping[str, Sequence[str]]


class NotUnderstood(ValueError):
    """A policy says something that the embedded AWS does not evaluate."""


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern), re.DOTALL)


def like(pattern: str, value: str) -> bool:
    """Tell whether a value is like a pattern, in which `*` stands for anything and `?` for one character."""
    return _expression(pattern).fullmatch(value) is not None


def arn_like(pattern: str, value: str) -> bool:
    """Compare two ARNs part by part; a `*` never reaches across the first five colons."""
    wanted, given = pattern.split(":", 5), value.split(":", 5)
    return len(wanted) == len(given) == 6 and all(map(like, wanted, given))


OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda wanted, given: wanted == given,
    "StringLike": like,
    "ArnEquals": arn_like,
    "ArnLike": arn_like,
    "Bool": lambda wanted, given: wanted.lower() == given.lower(),
}


def holds(conditions: Mapping[str, Mapping[str, object]], context: Context) -> bool:
    """Tell whether every condition holds; `NotUnderstood` for an operator that is not evaluated here."""
    known = {key.lower(): values for key, values in context.items()}
    return all(
        _one_holds(operator, texts(wanted), known.get(key.lower(), ()))
        for operator, block in conditions.items()
        for key, wanted in block.items()
    )


def _one_holds(operator: str, wanted: Sequence[str], given: Sequence[str]) -> bool:
    quantifier, _, plain = operator.rpartition(":")
    compare = OPERATORS.get(plain)
    if compare is None or quantifier not in ("", "ForAnyValue", "ForAllValues"):
        raise NotUnderstood(f"the condition operator {operator}")
    answers = (any(compare(one, value) for one in wanted) for value in given)
    if quantifier == "ForAllValues":
        return all(answers)
    return any(answers)


def texts(value: object) -> list[str]:
    """Give one value or a list of values as a list of strings; a JSON boolean becomes `true` or `false`."""
    many: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in many]
