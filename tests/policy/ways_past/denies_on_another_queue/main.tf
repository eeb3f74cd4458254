provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}
resource "aws_sqs_queue" "capture" {
  name   = "capture"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "arn:aws:sqs:eu-west-1:333333333333:other", Condition = { StringNotEquals = { "aws:PrincipalAccount" = "333333333333" }, BoolIfExists = { "aws:PrincipalIsAWSService" = "false" } } }, { Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "arn:aws:sqs:eu-west-1:333333333333:other", Condition = { Bool = { "aws:PrincipalIsAWSService" = "true" }, StringNotEquals = { "aws:SourceAccount" = "333333333333" }, ArnNotLike = { "aws:SourceArn" = "arn:aws:*:*:333333333333:*" } } }, { Effect = "Deny", Principal = "*", Action = "sqs:*", Resource = "arn:aws:sqs:eu-west-1:333333333333:other", Condition = { Bool = { "aws:SecureTransport" = "false" } } }, { Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:333333333333:capture", Principal = { Service = "events.amazonaws.com" }, Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:events:eu-west-1:333333333333:rule/r" }, StringEquals = { "aws:SourceAccount" = "333333333333" } } }] })
}
