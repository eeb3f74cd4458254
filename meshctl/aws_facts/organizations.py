"""What AWS Organizations takes of policies over accounts. Figures alone, each with its source; checks nothing.

AWS Organizations User Guide, "Quotas and service limits for AWS Organizations"
(docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html), as noted on 2026-11-25.
"""

SERVICE_CONTROL_POLICY = 10_240
"""Characters of a service control policy. It was 5,120 until AWS doubled it everywhere on 2026-05-15, without a request
(cevo.com.au/post/aws-scp-limits-landing-zone-review, sjramblings.io/aws-organizations-scp-quotas-doubled-what-now);
translations of the guide still have the old figure."""
RESOURCE_CONTROL_POLICY = 5_120
"""Characters of a resource control policy; nothing was said of it when the other one was doubled."""

RESOURCE_CONTROLLED = frozenset(
    {"s3", "sts", "kms", "sqs", "secretsmanager"}  # since 2024-11
    | {"ecr", "aoss"}  # since 2025-06
    | {"cognito-identity", "cognito-idp", "logs"}  # since 2026-01
    | {
        "dynamodb"
    }  # since 2026-02: aws.amazon.com/about-aws/whats-new/2026/02/aws-expands-resource-control-policies-amazon
)
"""The services, by the prefix of their actions, whose resources such a policy reaches: no SNS, Kinesis, Lambda, EventBridge.
docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html."""
