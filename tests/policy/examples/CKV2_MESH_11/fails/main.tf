provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sns_topic_subscription" "updates" {
  topic_arn            = "arn:aws:sns:eu-west-1:333333333333:updates"
  protocol             = "sqs"
  endpoint             = "arn:aws:sqs:eu-west-1:333333333333:tracker"
  raw_message_delivery = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:eu-west-1:333333333333:updates-dead"
  })
}

resource "aws_sqs_queue" "dead_letters" {
  name = "updates-dead"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "updates"
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:eu-west-1:333333333333:updates-dead"
      Principal = { Service = "sns.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:333333333333:other" }
        StringEquals = { "aws:SourceAccount" = "333333333333" }
      }
    }]
  })
}
