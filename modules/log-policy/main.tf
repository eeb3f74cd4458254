# The one policy by which EventBridge may write to the log groups of a system. A Region has ten of them: one for each log group
# would not do.

resource "aws_cloudwatch_log_resource_policy" "events" {
  policy_name     = var.log_policy.name
  policy_document = local.document

  lifecycle {
    precondition {
      condition     = length(local.document) <= 5120
      error_message = "The policy of the log groups has ${length(local.document)} characters, and CloudWatch Logs takes 5,120: have fewer log groups, or fewer subscriptions to them."
    }
  }
}

locals {
  eventbridge = { Service = "events.amazonaws.com" }
  streams     = [for arn in var.log_policy.log_arns : "${arn}:*"]

  document = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # AWS's own example has no condition here: for an empty stream EventBridge need not say for which rule it asks.
      {
        Sid       = "CreateLogStream"
        Effect    = "Allow"
        Action    = "logs:CreateLogStream"
        Resource  = local.streams
        Principal = local.eventbridge
      },
      {
        Sid       = "PutLogEvents"
        Effect    = "Allow"
        Action    = "logs:PutLogEvents"
        Resource  = local.streams
        Principal = local.eventbridge
        Condition = {
          ArnEquals    = { "aws:SourceArn" = var.log_policy.rule_arns }
          StringEquals = { "aws:SourceAccount" = var.log_policy.account }
        }
      },
    ]
  })
}
