"""Values of a stack's inputs in the words in which the catalogue has them: `24h`, `256MB`, the queue by its name. Pure.

Text that people wrote is given as it is: `report` makes it plain, and cuts it.
"""

from collections.abc import Mapping
from json import dumps
from typing import Any

from meshctl.masking.mask import MASKED

_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60))

PartNames = Mapping[str, str]
"""What the part with an ARN is, in words."""


def masked(_: Any, __: PartNames) -> str:
    """Nothing of the value."""
    return MASKED


def raw(value: Any, _: PartNames) -> str:
    """Text as it is, yes or no, and anything else as JSON."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else dumps(value, sort_keys=True, ensure_ascii=False)


def duration(seconds: Any, _: PartNames) -> str:
    """`24h`, `14d`: in the largest unit of which it is a whole number, a single day in hours."""
    fits = (
        f"{seconds // size}{unit}" for unit, size in _UNITS if seconds % size == 0 and seconds > size * (unit == "d")
    )
    return next(fits, f"{seconds}s") if seconds else "0s"


def days(number: Any, _: PartNames) -> str:
    """`30d`."""
    return f"{number}d"


def megabytes(number: Any, _: PartNames) -> str:
    """`256MB`."""
    return f"{number}MB"


def part(arn: Any, names: PartNames) -> str:
    """The part with this ARN, in words as far as it is one of the stage's."""
    return names.get(arn, str(arn))


def named(value: Any, _: PartNames) -> str:
    """Something by its name: a role."""
    return str(value["name"])


def filters(value: Any, _: PartNames) -> str:
    """What a function reads: each pattern as JSON, of which one has to match."""
    return " or ".join(value) or "everything"


def target(value: Any, names: PartNames) -> str:
    """Where a route leads."""
    return part(value["arn"], names)


def grant(value: Any, _: PartNames) -> str:
    """Who may deliver: `the role NAME`, `the rule NAME`, `the topic NAME`."""
    spoken = {"service": "rule"}.get(value["via"], value["via"])
    return f"the {spoken} {value['arn'].rpartition(':')[2].rpartition('/')[2]}"


def grant_in_full(value: Any, names: PartNames) -> str:
    """The same with the account, and with a rule's bus."""
    *_, account, resource = value["arn"].rsplit(":", 2)
    bus = "" if value["via"] != "service" or resource.count("/") < 2 else f" on the bus {resource.split('/')[1]}"
    return f"{grant(value, names)}{bus} in account {account}"


def target_in_full(value: Any, names: PartNames) -> str:
    """Where a route leads, and as whom."""
    return f"{target(value, names)} by {value.get('role_arn') or 'EventBridge itself'}"


def delivery_role_in_full(value: Any, names: PartNames) -> str:
    """The same with the role."""
    return f"{delivery_role(value, names)} as {value['role_arn']}"


def delivery_role(value: Any, names: PartNames) -> str:
    """What a delivery role may deliver to."""
    return " and ".join(part(one["arn"], names) for one in value.get("allows", ())) or "nothing"


def route_input(value: Any, _: PartNames) -> str:
    """What a target gets: each name and the field of the data that it is taken from."""
    paths: Mapping[str, str] = value["paths"]
    return ", ".join(f"{name} from {path.removeprefix('$.detail.data.')}" for name, path in paths.items())


def scheduled_event(value: Any, _: PartNames) -> str:
    """What a schedule puts on the bus."""
    return f"{value['detail_type']} as {value['source']}"


def scheduled_event_in_full(value: Any, names: PartNames) -> str:
    """The same with the bus, and what is in it."""
    return f"{scheduled_event(value, names)} on {value['bus_arn']}: {value['detail']}"


def publisher(value: Any, _: PartNames) -> str:
    """Who may publish as what on the hub."""
    return f"{', '.join(value['sources'])} from account {' or '.join(value['accounts'])}"


def writes(value: Any, names: PartNames) -> str:
    """The channels that a function may write to."""
    return ", ".join(dict.fromkeys(part(arn, names) for one in value for arn in one["arns"])) or "nothing"


def publishing(value: Any, _: PartNames) -> str:
    """What a function may publish, as which source."""
    return f"{', '.join(value['detail_types'])} as {value['source']}"
