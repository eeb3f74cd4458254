"""Where a state, a function or a choice needs a number, and two values are compared: a boolean is none. Changes moto's classes.

Python counts a boolean as a number, which it is equal to as well, and moto does so with it.
"""

import json
from collections.abc import Callable, Container, Hashable
from contextlib import suppress
from functools import partial
from typing import Any

from moto.stepfunctions.parser.asl.component.common.timeouts.heartbeat import HeartbeatSecondsPath
from moto.stepfunctions.parser.asl.component.common.timeouts.timeout import TimeoutSecondsPath
from moto.stepfunctions.parser.asl.component.intrinsic.function.statesfunction.array.array_contains import ArrayContains
from moto.stepfunctions.parser.asl.component.intrinsic.function.statesfunction.array.array_get_item import ArrayGetItem
from moto.stepfunctions.parser.asl.component.intrinsic.function.statesfunction.array.array_partition import (
    ArrayPartition,
)
from moto.stepfunctions.parser.asl.component.intrinsic.function.statesfunction.array.array_range import ArrayRange
from moto.stepfunctions.parser.asl.component.intrinsic.function.statesfunction.array.array_unique import ArrayUnique
from moto.stepfunctions.parser.asl.component.intrinsic.function.statesfunction.math_operations.math_add import MathAdd
from moto.stepfunctions.parser.asl.component.intrinsic.function.statesfunction.math_operations.math_random import (
    MathRandom,
)
from moto.stepfunctions.parser.asl.component.state.choice.comparison.operator.implementations import numeric
from moto.stepfunctions.parser.asl.component.state.exec.state_map.item_reader.reader_config.max_items_decl import (
    MaxItemsPath,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.max_concurrency import MaxConcurrencyPath
from moto.stepfunctions.parser.asl.component.state.exec.state_map.tolerated_failure import (
    ToleratedFailureCountPath,
    ToleratedFailurePercentagePath,
)
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.seconds_path import SecondsPath

from meshctl.adapters.local_aws.workflows.interpreting.failures import execution_failure
from meshctl.adapters.local_aws.workflows.interpreting.paths import find

BY_PATH = (
    SecondsPath,
    TimeoutSecondsPath,
    HeartbeatSecondsPath,
    MaxConcurrencyPath,
    MaxItemsPath,
    ToleratedFailureCountPath,
    ToleratedFailurePercentagePath,
)
"""What reads a number by a path."""
ARGUMENTS = {ArrayRange: (0, 1, 2), MathAdd: (0, 1), MathRandom: (0, 1, 2), ArrayPartition: (1,), ArrayGetItem: (1,)}
"""Functions of numbers, and which of their arguments are."""


def install() -> None:
    """Have numbers read so, in this process and for good."""
    for field in BY_PATH:
        _read_by(field, no_boolean)
    for function, places in ARGUMENTS.items():
        _read_by(function, partial(_no_boolean_at, places))
    for limit in (TimeoutSecondsPath, HeartbeatSecondsPath):
        limit._eval_seconds = _whole(limit._eval_seconds)
    numeric.extract_json = lambda path, data: no_boolean(find(path, data))
    ArrayContains._eval_body = _of_array(lambda array, value: comparable(value) in map(comparable, array))
    ArrayUnique._eval_body = _of_array(unique)


def no_boolean(value: Any) -> Any:
    """Give a value, and a boolean as a text: that is no number for moto either, and it says so in the service's words."""
    return json.dumps(value) if isinstance(value, bool) else value


def comparable(value: Any) -> Hashable:
    """Give what equals that of another value if JSON does not tell the two apart."""
    if isinstance(value, list):
        return tuple(map(comparable, value))
    if isinstance(value, dict):
        return frozenset((name, comparable(one)) for name, one in value.items())
    return (bool, value) if isinstance(value, bool) else value


def unique(array: list[Any]) -> list[Any]:
    """Give what is in an array, once each, in the order in which it is first there."""
    first: dict[Hashable, Any] = {}
    for one in array:
        first.setdefault(comparable(one), one)
    return list(first.values())


class _Read:
    """What a definition reads values by; what they are made of is put in their place before anybody looks."""

    def __init__(self, read: Any, make: Callable[[Any], Any]) -> None:
        self._read, self._make = read, make

    def __getattr__(self, name: str) -> Any:
        if name == "_read":  # it is being copied, and has nothing as yet
            raise AttributeError(name)
        return getattr(self._read, name)

    def eval(self, env: Any) -> None:
        """Read them."""
        self._read.eval(env=env)
        env.stack.append(self._make(env.stack.pop()))


def _read_by(reader: Any, make: Callable[[Any], Any]) -> None:
    stock = reader.__init__

    def create(self: Any, *args: Any, **kwargs: Any) -> None:
        (read,) = (*args, *kwargs.values())
        stock(self, _Read(read, make))

    reader.__init__ = create


def _no_boolean_at(places: Container[int], values: list[Any]) -> list[Any]:
    return [no_boolean(value) if place in places else value for place, value in enumerate(values)]


def _whole(stock: Any) -> Any:
    """moto breaks at a limit that is a text, and takes a fraction of a second."""

    def seconds(limit: Any, env: Any) -> int:
        with suppress(TypeError):
            found = stock(limit, env)
            if isinstance(found, int):
                return found
        limit.string_sampler.eval(env=env)
        value, path = env.stack.pop(), limit.string_sampler.literal_value
        told = value if isinstance(value, str) else json.dumps(value)
        words = f"The {type(limit).__name__} parameter cannot be parsed as a long value: {path} == {told}"
        raise execution_failure(env, words)

    return seconds


def _of_array(call: Callable[..., Any]) -> Any:
    def evaluate(function: Any, env: Any) -> None:
        function.argument_list.eval(env=env)
        array, *more = env.stack.pop()
        if not isinstance(array, list):
            raise TypeError(f"Expected an array, but got: {json.dumps(array)}.")
        env.stack.append(call(array, *more))

    return evaluate
