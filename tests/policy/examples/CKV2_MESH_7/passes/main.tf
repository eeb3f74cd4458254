provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sqs_queue" "capture" {
  name = "capture"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "captured"
        Effect    = "Allow"
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-west-1:333333333333:capture"
        Principal = { Service = "events.amazonaws.com" }
        Condition = {
          ArnEquals    = { "aws:SourceArn" = "arn:aws:events:eu-west-1:333333333333:rule/payments/captured" }
          StringEquals = { "aws:SourceAccount" = "333333333333" }
        }
      },
      {
        Sid       = "OwnAccountOnly"
        Effect    = "Deny"
        Action    = "sqs:*"
        Resource  = "arn:aws:sqs:eu-west-1:333333333333:capture"
        Principal = "*"
        Condition = {
          StringNotEquals = { "aws:PrincipalAccount" = "333333333333" }
          BoolIfExists    = { "aws:PrincipalIsAWSService" = "false" }
        }
      },
    ]
  })
}
