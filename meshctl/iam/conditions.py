"""Conditions: when a statement counts. Every operator and every key of it must hold; of a key's values, one.

What a missing key does: a positive operator does not hold, a negated one and one with `IfExists` do. `ForAllValues` holds
for no values at all, `ForAnyValue` does not.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html

A variable that stands for nothing equals nothing, so a negated operator holds for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meshctl.iam.errors import PolicyNotUnderstood
from meshctl.iam.operators import NULL, ConditionOperator, Matches, read_operator
from meshctl.iam.requests import Context
from meshctl.iam.sessions import refuse_sessions


@dataclass(frozen=True)
class KeyCondition:
    """One operator on one key."""

    key: str
    operator: ConditionOperator
    wanted: tuple[Matches, ...]

    def holds(self, context: Context) -> bool:
        """Tell whether it holds in a context."""
        values = context.get(self.key, ())
        if not values:
            return self._without_the_key()
        told = (self._holds_for(value, context) for value in values)
        if self.operator.quantifier == "ForAllValues":
            return all(told)
        if self.operator.negated and not self.operator.quantifier:
            return all(told)  # the negation of "one of them is"
        return any(told)

    def _without_the_key(self) -> bool:
        if self.operator.quantifier:
            return self.operator.if_exists or self.operator.quantifier == "ForAllValues"
        return self.operator.if_exists or self.operator.negated

    def _holds_for(self, value: str, context: Context) -> bool:
        return any(one(value, context) for one in self.wanted) != self.operator.negated


@dataclass(frozen=True)
class NullCondition:
    """`Null`: whether the request has no such key."""

    key: str
    answers: frozenset[str]

    def holds(self, context: Context) -> bool:
        """Tell whether it holds in a context."""
        return ("false" if context.get(self.key) else "true") in self.answers


def read_conditions(written: object, variables: bool) -> tuple[KeyCondition | NullCondition, ...]:
    """Read a Condition element; `PolicyNotUnderstood` names an operator or a value that means nothing."""
    if not isinstance(written, Mapping):
        raise PolicyNotUnderstood("a Condition that is not an object")
    return tuple(
        _one(str(operator), str(key).lower(), texts(wanted), variables)
        for operator, block in written.items()
        for key, wanted in _block(operator, block)
    )


def _block(operator: object, block: object) -> Iterable[tuple[object, object]]:
    if not isinstance(block, Mapping):
        raise PolicyNotUnderstood(f"the condition {operator} that is not an object")
    return block.items()


def _one(operator: str, key: str, wanted: list[str], variables: bool) -> KeyCondition | NullCondition:
    if operator == NULL:
        return NullCondition(key, frozenset(one.lower() for one in wanted))
    refuse_sessions(wanted)
    read = read_operator(operator)
    return KeyCondition(key, read, tuple(read.reader(one, variables) for one in wanted))


def texts(value: object) -> list[str]:
    """Give one value or a list of values as a list of strings; a JSON boolean becomes `true` or `false`."""
    many: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in many]
