provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_cloudwatch_event_rule" "captured" {
  name           = "captured"
  event_bus_name = "payments"
  event_pattern  = jsonencode({ account = ["333333333333"], source = ["payments.capture"] })
}

resource "aws_cloudwatch_event_target" "captured" {
  rule           = aws_cloudwatch_event_rule.captured.name
  event_bus_name = "payments"
  target_id      = "queue"
  arn            = "arn:aws:sqs:eu-west-1:333333333333:capture"

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  dead_letter_config {
    arn = "arn:aws:sqs:eu-west-1:333333333333:kept-dead"
  }
}

resource "aws_sqs_queue" "dead_letters" {
  name = "kept-dead"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "captured"
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:eu-west-1:333333333333:kept-dead"
      Principal = { Service = "events.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = "arn:aws:events:eu-west-1:333333333333:rule/payments/captured" }
        StringEquals = { "aws:SourceAccount" = "333333333333" }
      }
    }]
  })
}
