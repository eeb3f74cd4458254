"""Parameters of the tasks that workflows of a mesh have: what Step Functions demands, and what it takes. Data only.

https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html, connect-sqs.html and connect-sns.html; what keeps the
order of its messages: SQS API reference, SendMessage, and SNS API reference, Publish
"""

from collections.abc import Mapping

DEMANDED: Mapping[str, tuple[str, ...]] = {
    "lambda:invoke": ("FunctionName",),
    "sqs:sendMessage": ("QueueUrl", "MessageBody"),
    "sns:publish": ("TopicArn", "Message"),
}
"""Without one of these Step Functions refuses the state machine."""

OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "lambda:invoke": ("ClientContext", "InvocationType", "Payload", "Qualifier"),
    "sqs:sendMessage": ("DelaySeconds", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId"),
    "sns:publish": ("MessageAttributes", "MessageDeduplicationId", "MessageGroupId", "MessageStructure", "Subject"),
}
"""With any other it refuses the state machine as well; a topic that is named leaves no room for a phone number."""

GROUP = "MessageGroupId"
"""What keeps an order wants it of every message."""
WHERE_ORDERED = ("MessageDeduplicationId",)
WHERE_NOT_ORDERED = ("DelaySeconds",)
"""What the other sort of queue or topic refuses."""
