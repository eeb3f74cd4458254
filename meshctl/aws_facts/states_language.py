"""Amazon States Language: where a state of a workflow leads to, and whether it ends its state machine. Pure.

https://states-language.net/spec.html, "Transitions" and "Terminal State"
"""

from collections.abc import Iterator, Mapping
from typing import Any

ENDS = ("Succeed", "Fail")
"""The types of states that nothing comes after."""


def is_end(state: Mapping[str, Any]) -> bool:
    """Whether a state machine may end with a state."""
    return state.get("End") is True or state.get("Type") in ENDS


def transitions(state: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Give where in a state it says which one comes next, and which; nothing where it had to say that and does not."""
    for key in ("Next", "Default"):
        if key in state:
            yield (key,), state[key]
    for key in ("Choices", "Catch"):
        several = state.get(key)
        for index, one in enumerate(several if isinstance(several, list) else ()):
            yield (key, index, "Next"), one.get("Next") if isinstance(one, dict) else None
