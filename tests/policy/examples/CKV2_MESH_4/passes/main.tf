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

  dead_letter_config {
    arn = "arn:aws:sqs:eu-west-1:333333333333:watched-dead"
  }
}

resource "aws_sqs_queue" "dead_letters" {
  name = "watched-dead"
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "watched-dead"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = "watched-dead" }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
}
