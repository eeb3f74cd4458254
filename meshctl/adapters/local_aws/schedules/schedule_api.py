"""Scheduler's API where moto's differs: what is no schedule, and whose role does not let Scheduler in, is refused.

Changes moto's classes.
"""

from typing import Any
from zoneinfo import ZoneInfo

from moto.core.utils import unix_time
from moto.events.models import Rule
from moto.scheduler.exceptions import ScheduleGroupNotFound, ValidationException
from moto.scheduler.models import EventBridgeSchedulerBackend

from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable
from meshctl.adapters.local_aws.schedules.due_times import is_expression
from meshctl.adapters.local_aws.schedules.firing import execution_role

NO_ROLE = "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."


def install() -> None:
    """Have schedules judged as Scheduler judges them, and rules know when they were made, in this process and for good."""
    backend = EventBridgeSchedulerBackend
    backend.create_schedule = _judged(backend.create_schedule)
    backend.update_schedule = _judged(backend.update_schedule)
    Rule.__init__ = _dated(Rule.__init__)


def _judged(stock: Any) -> Any:
    def judged(backend: Any, **wanted: Any) -> Any:
        group = backend.schedule_groups.get(wanted["group_name"] or "default")
        if group is None:
            raise ScheduleGroupNotFound(wanted["group_name"])
        if not is_expression(wanted["schedule_expression"] or ""):
            raise ValidationException(f"Invalid Schedule Expression {wanted['schedule_expression']}.")
        _check_zone(wanted["schedule_expression_timezone"] or "UTC")
        _check_role(wanted["target"] or {}, group.arn)
        return stock(backend, **wanted)

    return judged


def _dated(stock: Any) -> Any:
    def create(rule: Any, *args: Any, **kwargs: Any) -> None:
        rule.made = unix_time()
        stock(rule, *args, **kwargs)

    return create


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone; no name of one; a directory of zones
        raise ValidationException(f"Invalid Schedule Expression Timezone {name}.") from None


def _check_role(target: Any, group_arn: str) -> None:
    try:
        execution_role(target.get("RoleArn") or "", group_arn)
    except (Undeliverable, ValueError):  # not let in; no ARN
        raise ValidationException(NO_ROLE) from None
