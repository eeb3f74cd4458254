"""What a schedule does at one of its times: it puts events on a bus as its role, or its dead letters get them.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html and configuring-schedule-dlq.html
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may, role_letting_in
from meshctl.adapters.local_aws.event_bridge import messages
from meshctl.adapters.local_aws.event_bridge.buses import Buses, Entry
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable, no_permissions, no_resource
from meshctl.adapters.local_aws.event_bridge.resources import find_queue, policy_of
from meshctl.adapters.local_aws.identities import AssumableRole, Caller, find_role
from meshctl.adapters.local_aws.journal import Journal, Marks

SERVICE = "scheduler.amazonaws.com"
PUT_EVENTS = "arn:aws:scheduler:::aws-sdk:eventbridge:putEvents"
NO_INPUT = "{}"


@dataclass(frozen=True)
class Firing:
    """Fires schedules on buses; what fails is not tried again: nothing here fails for a while only."""

    buses: Buses
    journal: Journal

    def fire(self, schedule: Any, group_arn: str, due: datetime) -> None:
        """Do what a schedule of a group is for, for the time that has come."""
        execution, at = str(uuid.uuid4()), due.strftime("%Y-%m-%dT%H:%M:%SZ")
        text = _filled(str(schedule.target.get("Input") or NO_INPUT), schedule.arn, at, execution)
        try:
            self._put(schedule.target, execution_role(schedule.target["RoleArn"], group_arn), text, schedule.arn, due)
        except Undeliverable as failure:
            told = {
                "ERROR_CODE": failure.code,
                "ERROR_MESSAGE": failure.reason,
                "EXECUTION_ID": execution,
                "IS_PAYLOAD_TRUNCATED": "false",
                "RETRY_ATTEMPTS": "0",
                "SCHEDULED_TIME": at,
                "SCHEDULE_ARN": schedule.arn,
                "TARGET_ARN": schedule.target["Arn"],
            }
            self._keep(schedule, text, told)

    def _put(self, target: Mapping[str, Any], role: AssumableRole, text: str, arn: str, due: datetime) -> None:
        entries = [{"Time": due.timestamp()} | dict(entry) for entry in _entries(target, text)]
        caller = Caller(role.account, role.arn, role)
        for result in self.buses.put(entries, caller, Arn.parse(arn).region):
            if "ErrorCode" in result:
                raise Undeliverable(result["ErrorCode"], result["ErrorMessage"])

    def _keep(self, schedule: Any, text: str, told: Mapping[str, str]) -> None:
        """Put what failed into the schedule's dead letters, as its role, or journal it as lost with both reasons."""
        queue, account = (schedule.target.get("DeadLetterConfig") or {}).get("Arn"), Arn.parse(schedule.arn).account
        facts = {"schedule": schedule.arn, "target": told["TARGET_ARN"], "code": told["ERROR_CODE"]}
        try:
            _send(queue, schedule.target["RoleArn"], text, told)
        except Undeliverable as refusal:
            reason = f"{told['ERROR_MESSAGE']}; and no dead letter: {refusal.reason}"
            self.journal.write("lost", Marks(), account, **facts, reason=reason)
        else:
            self.journal.write("dead-lettered", Marks(), account, **facts, reason=told["ERROR_MESSAGE"], queue=queue)


def execution_role(arn: str, group_arn: str) -> AssumableRole:
    """Give a role that lets Scheduler in for a group of schedules. Raises `Undeliverable` where there is none."""
    role = role_letting_in(SERVICE, arn, group_arn)
    if role is None:
        raise no_permissions(f"{arn} does not let EventBridge Scheduler in for {group_arn}")
    return role


def _entries(target: Mapping[str, Any], text: str) -> Sequence[Entry]:
    """What PutEvents is called with: the input itself, or what the target says of its bus around it."""
    if target["Arn"] == PUT_EVENTS:
        return _listed(text)
    if ":event-bus/" not in target["Arn"]:
        raise Undeliverable("UNSUPPORTED_TARGET", f"the embedded AWS schedules events alone, not {target['Arn']}")
    said = target.get("EventBridgeParameters") or {}
    names = {"EventBusName": target["Arn"], "Source": said.get("Source"), "DetailType": said.get("DetailType")}
    return [{**names, "Detail": text}]


def _listed(text: str) -> Sequence[Entry]:
    try:
        entries = json.loads(text)["Entries"]
    except (ValueError, RecursionError, TypeError, KeyError):
        entries = None
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise Undeliverable("INVALID_PARAMETER", "the input is no request for PutEvents")
    return entries


def _filled(text: str, arn: str, at: str, execution: str) -> str:
    """The input with what Scheduler knows in place of its keywords."""
    known = {"schedule-arn": arn, "scheduled-time": at, "execution-id": execution, "attempt-number": "1"}
    for name, value in known.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return text


def _send(queue_arn: str | None, role_arn: str, text: str, told: Mapping[str, str]) -> None:
    if not queue_arn:
        raise Undeliverable("NO_RESOURCE", "the schedule has no dead-letter queue")
    arn = Arn.parse(queue_arn)
    queue, role = find_queue(arn), find_role(role_arn)
    if queue is None:
        raise no_resource(queue_arn)
    if role is None or not identity_may(role, "sqs:SendMessage", arn.text, policy_of(queue)).allowed:
        raise no_permissions(f"{role_arn} may not send to {queue_arn}")
    messages.send(arn, text, Marks(), told)
