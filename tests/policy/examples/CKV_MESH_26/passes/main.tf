provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_cloudwatch_log_resource_policy" "audit" {
  policy_name = "audit"

  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "PutLogEvents"
      Effect    = "Allow"
      Action    = "logs:PutLogEvents"
      Resource  = "arn:aws:logs:eu-west-1:333333333333:log-group:/aws/events/audit:*"
      Principal = { Service = "events.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = "arn:aws:events:eu-west-1:333333333333:rule/payments/captured" }
        StringEquals = { "aws:SourceAccount" = "333333333333" }
      }
    }]
  })
}
