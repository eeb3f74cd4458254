"""Which version runs when an alias is invoked: the one that it names, or at random the one that its weights name.

https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

import copy
import random
from typing import Any

from moto.awslambda.utils import get_backend


def routed(found: Any) -> Any:
    """Give the version for one invocation; what was not found by an alias is given as it is."""
    for version, weight in getattr(found, "weights", {}).items():
        if random.random() < weight:  # noqa: S311 - chance, not a secret
            return _seen_alike(found, version)
    return found


def _seen_alike(found: Any, version: str) -> Any:
    """Another version, as it is seen through the same alias."""
    other = copy.copy(get_backend(found.account_id, found.region).get_function(found.function_name, version))
    other.alias, other.function_arn = found.alias, found.function_arn
    return other
