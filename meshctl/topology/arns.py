"""ARNs of what meshctl creates. Pure."""

DEFAULT_BUS = "default"
"""The name of the bus that every account has, on which AWS services put their events."""


def bus(region: str, account: str, name: str) -> str:
    """An event bus."""
    return f"arn:aws:events:{region}:{account}:event-bus/{name}"


def rule(region: str, account: str, bus_name: str, name: str) -> str:
    """A rule on a bus; that of a default bus does not name it."""
    path = name if bus_name == DEFAULT_BUS else f"{bus_name}/{name}"
    return f"arn:aws:events:{region}:{account}:rule/{path}"


def account(number: str) -> str:
    """All of an account, as a policy names it."""
    return f"arn:aws:iam::{number}:root"


def role(account: str, name: str) -> str:
    """An IAM role."""
    return f"arn:aws:iam::{account}:role/{name}"


def queue(region: str, account: str, name: str) -> str:
    """An SQS queue."""
    return f"arn:aws:sqs:{region}:{account}:{name}"


def topic(region: str, account: str, name: str) -> str:
    """An SNS topic."""
    return f"arn:aws:sns:{region}:{account}:{name}"


def stream(region: str, account: str, name: str) -> str:
    """A Kinesis data stream."""
    return f"arn:aws:kinesis:{region}:{account}:stream/{name}"


def table(region: str, account: str, name: str) -> str:
    """A table of DynamoDB."""
    return f"arn:aws:dynamodb:{region}:{account}:table/{name}"


def function(region: str, account: str, name: str) -> str:
    """A Lambda function."""
    return f"arn:aws:lambda:{region}:{account}:function:{name}"


def log_group(region: str, account: str, name: str) -> str:
    """A log group of CloudWatch Logs, as a target of EventBridge names it: without `:*` at its end."""
    return f"arn:aws:logs:{region}:{account}:log-group:{name}"


def schedule_group(region: str, account: str, name: str) -> str:
    """A group of schedules."""
    return f"arn:aws:scheduler:{region}:{account}:schedule-group/{name}"


def schedule(region: str, account: str, name: str) -> str:
    """A schedule, which is alone in the group of its name."""
    return f"arn:aws:scheduler:{region}:{account}:schedule/{name}/{name}"


def workflow(region: str, account: str, name: str) -> str:
    """A state machine of Step Functions."""
    return f"arn:aws:states:{region}:{account}:stateMachine:{name}"


def archive(region: str, account: str, name: str) -> str:
    """An archive of a bus."""
    return f"arn:aws:events:{region}:{account}:archive/{name}"
