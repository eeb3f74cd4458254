"""What stands in the accounts of a running mesh, by kind and name, as each service lists it."""

from collections.abc import Iterator

from ..mesh.running_mesh import RunningMesh

KINDS = {
    "queue": ("sqs", "list_queues", "QueueUrls", ""),
    "function": ("lambda", "list_functions", "Functions", "FunctionName"),
    "mapping": ("lambda", "list_event_source_mappings", "EventSourceMappings", "UUID"),
    "bus": ("events", "list_event_buses", "EventBuses", "Name"),
    "archive": ("events", "list_archives", "Archives", "ArchiveName"),
    "role": ("iam", "list_roles", "Roles", "RoleName"),
    "log group": ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "policy of logs": ("logs", "describe_resource_policies", "resourcePolicies", "policyName"),
    "alarm": ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "topic": ("sns", "list_topics", "Topics", "TopicArn"),
    "topic subscription": ("sns", "list_subscriptions", "Subscriptions", "SubscriptionArn"),
    "stream": ("kinesis", "list_streams", "StreamNames", ""),
    "table": ("dynamodb", "list_tables", "TableNames", ""),
    "workflow": ("stepfunctions", "list_state_machines", "stateMachines", "name"),
    "schedule": ("scheduler", "list_schedules", "Schedules", "Name"),
}
RULE = "rule"
Standing = frozenset[tuple[str, str]]


def standing(mesh: RunningMesh) -> Standing:
    """All that lies in its accounts, each with its kind; a default bus is nobody's."""
    named = {(kind, name) for kind, asked in KINDS.items() for name in _everywhere(mesh, *asked)}
    return frozenset(named | {(RULE, arn) for arn in _rules(mesh)}) - {("bus", "default")}


def _everywhere(mesh: RunningMesh, service: str, call: str, key: str, name: str) -> Iterator[str]:
    for account in mesh.accounts:
        for one in getattr(mesh.aws(service, account), call)().get(key, []):
            yield str(one[name] if name else one)


def _rules(mesh: RunningMesh) -> Iterator[str]:
    for events in (mesh.aws("events", account) for account in mesh.accounts):
        for bus in events.list_event_buses()["EventBuses"]:
            yield from (rule["Arn"] for rule in events.list_rules(EventBusName=bus["Name"])["Rules"])
