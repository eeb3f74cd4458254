"""What people give up by name (`--allow-loss NAME`): a part, all of a service, or all of a system. Pure."""

from collections.abc import Collection, Mapping

from meshctl.errors import MeshctlError, NotFound
from meshctl.model.findings import did_you_mean

MOST_NAMED = 5


def is_given_up(name: str, given_up: Collection[str]) -> bool:
    """Whether a part of that name is one of those given up, or of a service or a system that is."""
    return any(name == one or name.startswith(f"{one}/") for one in given_up)


def refuse_unknown(given_up: Collection[str], going: Collection[str]) -> None:
    """Raises `NotFound` for a name of nothing that is `going`: who mistypes one would lose nothing, or be stopped much
    later."""
    for one in given_up:
        if not any(is_given_up(name, (one,)) for name in going):
            hint = did_you_mean(one, _names(going)) or "leave the option out: there is nothing to lose"
            raise NotFound(one, f'--allow-loss: nothing that goes is called "{one}"', hint)


def refuse_losses(held: Mapping[str, int], given_up: Collection[str], way_out: str) -> None:
    """Raises `MeshctlError` where messages would be lost that nobody has given up; `held` are those of each part that goes."""
    lost = {name: count for name, count in sorted(held.items()) if count and not is_given_up(name, given_up)}
    if lost:
        raise MeshctlError(f"{messages_in_words(sum(lost.values()))} would be lost: {listed(lost)}", way_out)


def listed(held: Mapping[str, int]) -> str:
    """`240 in payments/capture/inbox, 7 in payments/ledger/assessed`."""
    most = sorted(held.items(), key=lambda one: (-one[1], one[0]))
    more = f", and more in {len(most) - MOST_NAMED} others" if len(most) > MOST_NAMED else ""
    return ", ".join(f"{count} in {name}" for name, count in most[:MOST_NAMED]) + more


def messages_in_words(count: int) -> str:
    """`1 message`, `247 messages`."""
    return f"{count} message{'s' if count != 1 else ''}"


def _names(going: Collection[str]) -> list[str]:
    """Every name that would do: of the parts, of their services and of their systems."""
    steps = (name.split("/") for name in going)
    return sorted({"/".join(parts[:end]) for parts in steps for end in range(1, len(parts) + 1)})
