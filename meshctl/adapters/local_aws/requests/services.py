"""The services whose requests are read by their models, by the name that a signature bears, and each one's words."""

import re
from dataclasses import dataclass

MIB = 1_048_576
_SCOPE = re.compile(r"Credential=[^/,\s]+/\d{8}/([^/,\s]*)/([^/,\s]+)/aws4_request")


@dataclass(frozen=True)
class AwsService:
    """A service: its model's name in botocore, the code of its refusals, and how large a body may be, in bytes."""

    model: str
    invalid: str = "ValidationException"
    constrained: bool = True
    """Whether the service refuses by its model's constraints; SQS has words of its own, and S3 its own codes."""
    arns_are_parameters: bool = False
    """Whether a missing ARN is an invalid parameter; SNS says so, and keeps to its model otherwise."""
    most_bytes: int = 16 * MIB


SERVICES = {
    "events": AwsService("events"),
    "sqs": AwsService("sqs", "MissingParameter", constrained=False),
    "sns": AwsService("sns", "ValidationError", arns_are_parameters=True),
    "lambda": AwsService("lambda", most_bytes=70_167_211),
    "iam": AwsService("iam", "ValidationError"),
    "sts": AwsService("sts", "ValidationError"),
    "logs": AwsService("logs", "InvalidParameterException"),
    "kinesis": AwsService("kinesis"),
    "scheduler": AwsService("scheduler"),
    "states": AwsService("stepfunctions"),
    "monitoring": AwsService("cloudwatch", "ValidationError"),
    "kms": AwsService("kms"),
    "dynamodb": AwsService("dynamodb"),
    "schemas": AwsService("schemas", "BadRequestException"),
    "pipes": AwsService("pipes"),
    "s3": AwsService("s3", "InvalidRequest", constrained=False, most_bytes=128 * MIB),
}
"""By signing name. S3 takes 5 GB a request on AWS; here everything is kept in memory."""


def signed_service(authorization: str) -> str:
    """Give the service that a request was signed for, out of its header; nothing where that is not said."""
    signed = _SCOPE.search(authorization)
    return signed[2].lower() if signed else ""
