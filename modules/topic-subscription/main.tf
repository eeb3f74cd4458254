# What one queue or one function gets of a topic of its account.

resource "aws_sns_topic_subscription" "subscription" {
  topic_arn            = var.topic_subscription.topic_arn
  protocol             = local.to_queue ? "sqs" : "lambda"
  endpoint             = var.topic_subscription.endpoint_arn
  raw_message_delivery = local.to_queue
  filter_policy        = var.topic_subscription.filter_policy
  filter_policy_scope  = var.topic_subscription.filter_policy == null ? null : "MessageBody"

  redrive_policy = one([
    for arn in var.topic_subscription.dead_letters_arn[*] : jsonencode({ deadLetterTargetArn = arn })
  ])
}

locals {
  to_queue = split(":", var.topic_subscription.endpoint_arn)[2] == "sqs"
}
