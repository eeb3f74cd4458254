"""Somebody in the accounts of the mesh of all ways, with AWS's console: one of each thing that can be added, and one that is changed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from ..mesh.running_mesh import RunningMesh

NEAR_BUS, FAR_BUS, HUB_BUS = "ways_local_near", "ways_local_far", "ways_local_hub"
QUEUE, VISIBLE_SECONDS = "ways_local_near_desk_noted-queue_queue", "61"
NOBODY = json.dumps({"source": ["nobody"]})
STRANGER = "999999999999"


@dataclass(frozen=True)
class Hand:
    """What they do."""

    mesh: RunningMesh

    @property
    def additions(self) -> tuple[Callable[[], None], ...]:
        """All that is added."""
        return self.add_rules, self.add_to_buses, self.add_to_channels, self.add_to_functions, self.add_schedules

    def add_rules(self) -> None:
        """On buses of three accounts, on the default bus, and a target beside that of a rule of the mesh."""
        for account, bus in (("near", NEAR_BUS), ("far", FAR_BUS), ("hub", HUB_BUS)):
            self.mesh.aws("events", account).put_rule(Name="spy", EventBusName=bus, EventPattern=NOBODY)
        near, target = self.mesh.aws("events", "near"), {"Id": "one", "Arn": self.queue_arn}
        near.put_targets(Rule="spy", EventBusName=NEAR_BUS, Targets=[target, {**target, "Id": "two"}])
        for name in ("by-default", "somebody-else-s"):
            near.put_rule(Name=name, EventPattern=NOBODY)
        near.put_targets(Rule="by-default", Targets=[target])
        own = near.list_rules(EventBusName=NEAR_BUS, NamePrefix="ways_")["Rules"][0]["Name"]
        near.put_targets(Rule=own, EventBusName=NEAR_BUS, Targets=[{**target, "Id": "beside"}])

    def add_to_buses(self) -> None:
        """An archive, and a right in two accounts: one bus has a policy of the mesh, the other has none."""
        bus = self.mesh.arn("events", "near", f"event-bus/{NEAR_BUS}")
        self.mesh.aws("events", "near").create_archive(ArchiveName="by-hand", EventSourceArn=bus)
        may = {"Principal": STRANGER, "StatementId": "stranger", "Action": "events:PutEvents"}
        for account, name in (("near", NEAR_BUS), ("far", FAR_BUS), ("hub", HUB_BUS)):
            self.mesh.aws("events", account).put_permission(EventBusName=name, **may)

    def add_to_channels(self) -> None:
        """Rights in a topic, a queue, a stream, a table and the log groups; a subscription, a consumer and a filter of logs."""
        sns, sqs, kinesis = (self.mesh.aws(one, "near") for one in ("sns", "sqs", "kinesis"))
        topic = self._first("sns", "list_topics", "Topics")["TopicArn"]
        stream = self.mesh.arn("kinesis", "near", f"stream/{kinesis.list_streams()['StreamNames'][0]}")
        sns.add_permission(TopicArn=topic, Label="stranger", AWSAccountId=[STRANGER], ActionName=["Publish"])
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=self.mesh.arn("sqs", "near", "elsewhere"))
        may = {"AWSAccountIds": [STRANGER], "Actions": ["SendMessage"]}
        sqs.add_permission(QueueUrl=self.queue_url, Label="stranger", **may)
        kinesis.register_stream_consumer(StreamARN=stream, ConsumerName="by-hand")
        kinesis.put_resource_policy(ResourceARN=stream, Policy=_allowing("kinesis:PutRecord", stream, AWS=STRANGER))
        table = self.mesh.arn("dynamodb", "near", f"table/{self._first('dynamodb', 'list_tables', 'TableNames')}")
        reading = _allowing("dynamodb:GetItem", table, AWS=STRANGER)
        self.mesh.aws("dynamodb", "near").put_resource_policy(ResourceArn=table, Policy=reading)
        group = self._first("logs", "describe_log_groups", "logGroups")["logGroupName"]
        lines = {"filterName": "by-hand", "filterPattern": "", "destinationArn": stream}
        self.mesh.aws("logs", "near").put_subscription_filter(logGroupName=group, **lines)
        log = self.mesh.arn("logs", "near", "log-group:/aws/events/ways_local_near_*")
        writing = _allowing("logs:PutLogEvents", log, Service="events.amazonaws.com")
        self.mesh.aws("logs", "near").put_resource_policy(policyName="by-hand", policyDocument=writing)

    def add_to_functions(self) -> None:
        """A right to call one, how it is called, what it may do itself, and what it reads."""
        lambda_, iam = self.mesh.aws("lambda", "near"), self.mesh.aws("iam", "near")
        one = self._first("lambda", "list_functions", "Functions")
        function, role = one["FunctionName"], one["Role"].rpartition("/")[2]
        may = {"Action": "lambda:InvokeFunction", "Principal": STRANGER}
        lambda_.add_permission(FunctionName=function, StatementId="stranger", **may)
        lambda_.create_alias(FunctionName=function, Name="by-hand", FunctionVersion="$LATEST")
        lambda_.create_function_url_config(FunctionName=function, AuthType="NONE")
        lambda_.put_function_event_invoke_config(FunctionName=function, MaximumRetryAttempts=0)
        reading = _allowing("sqs:*", "*")
        iam.put_role_policy(RoleName=role, PolicyName="by-hand", PolicyDocument=reading)
        policy = iam.create_policy(PolicyName="by-hand", PolicyDocument=reading)["Policy"]["Arn"]
        iam.attach_role_policy(RoleName=role, PolicyArn=policy)
        lambda_.create_event_source_mapping(FunctionName=function, EventSourceArn=self.queue_arn, Enabled=False)

    def add_schedules(self) -> None:
        """One in a group of the mesh, and one elsewhere that leads to a queue of the mesh."""
        scheduler, iam = self.mesh.aws("scheduler", "near"), self.mesh.aws("iam", "near")
        trust = _allowing("sts:AssumeRole", Service="scheduler.amazonaws.com")
        role = iam.create_role(RoleName="by-hand", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        never = {"ScheduleExpression": "rate(365 days)", "FlexibleTimeWindow": {"Mode": "OFF"}, "State": "DISABLED"}
        for group in (self._first("scheduler", "list_schedule_groups", "ScheduleGroups")["Name"], "default"):
            target = {"Arn": self.queue_arn, "RoleArn": role}
            scheduler.create_schedule(Name=f"by-hand-{group}", GroupName=group, Target=target, **never)

    def upload(self) -> None:
        """Other code for a function."""
        name, package = str(self._first("lambda", "list_functions", "Functions")["FunctionName"]), BytesIO()
        with ZipFile(package, "w") as file:
            file.writestr("other.py", "")
        self.mesh.aws("lambda", "near").update_function_code(FunctionName=name, ZipFile=package.getvalue())

    def take_the_rest_away(self) -> None:
        """What is nothing of the mesh's, and so is no drift: other tests look whether a destroyed mesh leaves anything."""
        iam = self.mesh.aws("iam", "near")
        iam.delete_role(RoleName="by-hand")
        iam.delete_policy(PolicyArn=f"arn:aws:iam::{self.mesh.accounts['near']}:policy/by-hand")
        self.mesh.aws("events", "near").delete_rule(Name="somebody-else-s")

    def change(self, seconds: str) -> None:
        """How long a message of a queue is hidden from others."""
        attributes = {"VisibilityTimeout": seconds}
        self.mesh.aws("sqs", "near").set_queue_attributes(QueueUrl=self.queue_url, Attributes=attributes)

    @cached_property
    def queue_url(self) -> str:
        """Of a queue that no function reads."""
        return str(self.mesh.aws("sqs", "near").get_queue_url(QueueName=QUEUE)["QueueUrl"])

    @property
    def queue_arn(self) -> str:
        """The same."""
        return self.mesh.arn("sqs", "near", QUEUE)

    def _first(self, service: str, listing: str, key: str) -> Any:
        """The first thing of the mesh that a service lists."""
        listed = getattr(self.mesh.aws(service, "near"), listing)()[key]
        return next(one for one in listed if "ways_local" in json.dumps(one, default=str))


def _allowing(action: str, resource: str = "", **principal: str) -> str:
    more = {name: value for name, value in (("Resource", resource), ("Principal", principal)) if value}
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, **more}]})
