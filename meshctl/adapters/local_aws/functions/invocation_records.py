"""What Lambda tells a destination of an event that nobody waited for. Pure.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

import json
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.clock import timestamp
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.outcomes import InvocationOutcome
from meshctl.adapters.local_aws.functions.requests import InvocationRequest


@dataclass(frozen=True)
class InvocationRecord:
    """An event, and what became of it at last after so many attempts; nothing where it was not tried at all."""

    function: RunnableFunction
    request: InvocationRequest
    outcome: InvocationOutcome | None
    condition: str
    attempts: int

    @property
    def succeeded(self) -> bool:
        """Whether the function handled it."""
        return self.condition == "Success"

    def told(self, now: float) -> dict[str, Any]:
        """Give the record as AWS shapes it; `now` is in seconds since the epoch."""
        context = {
            "requestId": self.request.id,
            "functionArn": self.function.qualified_arn,
            "condition": self.condition,
            "approximateInvokeCount": self.attempts,
        }
        return {
            "version": "1.0",
            "timestamp": timestamp(now),
            "requestContext": context,
            "requestPayload": json.loads(self.request.event),
            **self._response(),
        }

    def _response(self) -> dict[str, Any]:
        if self.outcome is None:
            return {}
        failed = {} if self.outcome.handled else {"functionError": "Unhandled"}
        context = {"statusCode": 200, "executedVersion": self.function.version, **failed}
        return {"responseContext": context, "responsePayload": json.loads(self.outcome.payload)}
