provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_cloudwatch_event_target" "captured" {
  rule           = "captured"
  event_bus_name = "payments"
  target_id      = "queue"
  arn            = "arn:aws:sqs:eu-west-1:333333333333:capture"

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }
}
