"""What Lambda tells a handler about its invocation, beside the event. Pure.

Source: AWS Lambda developer guide, "Using the Lambda context object to retrieve Python function information".
"""

from dataclasses import dataclass

REQUEST_ID = "00000000-0000-4000-8000-0000000000c0"


@dataclass(frozen=True, slots=True)
class FunctionContext:
    """The context of an invocation that has just begun."""

    function_name: str
    invoked_function_arn: str
    memory_limit_in_mb: str
    timeout_seconds: int
    function_version: str = "$LATEST"
    aws_request_id: str = REQUEST_ID
    log_stream_name: str = "2026/01/01/[$LATEST]00000000"
    identity: None = None
    client_context: None = None

    @property
    def log_group_name(self) -> str:
        """Where its logs go."""
        return f"/aws/lambda/{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """All that its time limit leaves."""
        return self.timeout_seconds * 1000
