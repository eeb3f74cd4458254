"""The operators of conditions: what compares one value of a policy with one of a request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import ipaddress
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from meshctl.iam.errors import PolicyNotUnderstood
from meshctl.iam.requests import Context
from meshctl.iam.templates import Resolved, Template, arn_like, like, literally, template

Matches = Callable[[str, Context], bool]
"""Whether a value of the request, in its context, is as the policy says."""
Reader = Callable[[str, bool], Matches]
"""Makes one of a value of the policy, in which there may be variables."""

NULL = "Null"


@dataclass(frozen=True)
class ConditionOperator:
    """A name taken apart: `ForAnyValue:StringNotLikeIfExists` is StringLike, negated, of any value, if there is one."""

    reader: Reader
    negated: bool
    if_exists: bool
    quantifier: str


def read_operator(name: str) -> ConditionOperator:
    """Take an operator's name apart; `PolicyNotUnderstood` names one that IAM does not know."""
    quantifier, _, rest = name.rpartition(":")
    plain = rest.removesuffix("IfExists")
    positive = NEGATED.get(plain, plain)
    if positive not in READERS or quantifier not in ("", "ForAnyValue", "ForAllValues"):
        raise PolicyNotUnderstood(f"the condition operator {name}")
    return ConditionOperator(READERS[positive], plain in NEGATED, plain != rest, quantifier)


def _textual(compare: Callable[[Resolved, str], bool]) -> Reader:
    def read(text: str, variables: bool) -> Matches:
        wanted: Template = template(text, variables)

        def matches(value: str, context: Context) -> bool:
            pieces = wanted.resolved(context)
            return pieces is not None and compare(pieces, value)

        return matches

    return read


def _ordered(kind: str, parse: Callable[[str], float | None], compare: Callable[[float, float], bool]) -> Reader:
    def read(text: str, variables: bool) -> Matches:
        wanted = parse(text)
        if wanted is None:
            raise PolicyNotUnderstood(f"the {kind} {text!r}")

        def matches(value: str, context: Context) -> bool:
            given = parse(value)
            return given is not None and compare(given, wanted)

        return matches

    return read


def _address(text: str, variables: bool) -> Matches:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise PolicyNotUnderstood(f"the address {text!r}") from None

    def matches(value: str, context: Context) -> bool:
        try:
            return ipaddress.ip_address(value) in network
        except ValueError:
            return False

    return matches


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None


def _moment(text: str) -> float | None:
    """A time of ISO 8601, or seconds since 1970."""
    if text.isdecimal() and len(text) > 4:
        return float(text)
    try:
        moment = datetime.fromisoformat(text if len(text) > 4 else f"{text}-01-01")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


ORDERS: dict[str, Callable[[float, float], bool]] = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}
READERS: dict[str, Reader] = {
    "StringEquals": _textual(lambda wanted, given: literally(wanted) == given),
    "StringEqualsIgnoreCase": _textual(lambda wanted, given: literally(wanted).lower() == given.lower()),
    "StringLike": _textual(like),
    "ArnEquals": _textual(arn_like),
    "ArnLike": _textual(arn_like),
    "Bool": _textual(lambda wanted, given: literally(wanted).lower() == given.lower()),
    "BinaryEquals": _textual(lambda wanted, given: literally(wanted) == given),
    "IpAddress": _address,
    **{f"Numeric{name}": _ordered("number", _number, compare) for name, compare in ORDERS.items()},
    **{f"Date{name}": _ordered("date", _moment, compare) for name, compare in ORDERS.items()},
}
NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
}
"""What holds when the other does not, hence also for a key that the request does not have."""
