"""How many items a map takes of an object, where a path says it: a whole number, which is looked at before anything is read. Changes moto's class.

moto begins with the items first. Recorded on AWS.
"""

import json
from typing import Any

from moto.stepfunctions.parser.asl.component.state.exec.state_map.item_reader.reader_config.max_items_decl import (
    MaxItemsPath,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.distributed_iteration_component import (
    DistributedIterationComponent,
)

from meshctl.adapters.local_aws.workflows.interpreting.failures import execution_failure


def install() -> None:
    """Have maps look so, in this process and for good."""
    DistributedIterationComponent._eval_body = _after_its_limit(DistributedIterationComponent._eval_body)


def _after_its_limit(stock: Any) -> Any:
    def evaluate(component: Any, env: Any) -> None:
        given = env.stack.pop()  # below it lies what paths lead into
        config = given.item_reader.reader_config if given.item_reader else None
        if config and isinstance(config.max_items_decl, MaxItemsPath):
            _check(config.max_items_decl.string_sampler, env)
        env.stack.append(given)
        stock(component, env)

    return evaluate


def _check(limit: Any, env: Any) -> None:
    limit.eval(env=env)
    value = env.stack.pop()
    told = value if isinstance(value, str) else json.dumps(value)
    if not told.removeprefix("-").isdecimal():
        words = f'The MaxItemsPath field refers to value "{told}" which is not a valid integer: {limit.literal_value}'
        raise execution_failure(env, words)
