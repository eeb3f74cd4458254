# A queue and its dead letters. What is received too often without being handled goes to the dead letters.

module "policy" {
  source = "../queue-policy"

  queue_arn = var.queue.arn
  senders   = var.queue.senders
}

module "dead_letters" {
  source = "../dead-letters"

  dead_letters     = var.queue.dead_letters
  source_queue_arn = var.queue.arn
}

resource "aws_sqs_queue" "queue" {
  name                       = var.queue.name
  message_retention_seconds  = var.queue.keep_seconds
  visibility_timeout_seconds = var.queue.visibility_timeout_seconds
  sqs_managed_sse_enabled    = true
  policy                     = module.policy.json

  # SQS refuses a dead-letter queue that is not there yet: the module's output makes this queue wait for it.
  redrive_policy = jsonencode({
    deadLetterTargetArn = module.dead_letters.arn
    maxReceiveCount     = var.queue.max_receives
  })

  redrive_allow_policy = jsonencode({ redrivePermission = "denyAll" }) # it is no place for the dead letters of others
}
