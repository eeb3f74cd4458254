# Where an event rests that could not be delivered or handled, with an alarm as long as one is there.

module "policy" {
  source = "../queue-policy"

  queue_arn = var.dead_letters.arn
  senders   = var.dead_letters.senders
}

resource "aws_sqs_queue" "dead_letters" {
  name                        = var.dead_letters.name
  fifo_queue                  = local.fifo
  content_based_deduplication = local.fifo
  message_retention_seconds   = var.dead_letters.keep_seconds
  sqs_managed_sse_enabled     = true
  policy                      = module.policy.json

  # Inside the queue: as resources of their own, policy and redrive-allow policy cost 25 s each.
  redrive_allow_policy = jsonencode(local.redrive_allow_policy)
}

locals {
  fifo = endswith(var.dead_letters.name, ".fifo")
  redrive_allow_policy = merge(
    { redrivePermission = var.dead_letters.source_queue_arn == null ? "denyAll" : "byQueue" },
    { for key in ["sourceQueueArns"] : key => [var.dead_letters.source_queue_arn] if var.dead_letters.source_queue_arn != null },
  )
}

resource "aws_cloudwatch_metric_alarm" "visible" {
  alarm_name          = var.dead_letters.name
  alarm_description   = "An event could not be delivered or handled; it waits in ${aws_sqs_queue.dead_letters.name}."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
}
