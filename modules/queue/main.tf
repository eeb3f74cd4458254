# A queue. What is received too often without being handled goes to its dead letters.

module "policy" {
  source = "../queue-policy"

  queue_arn = var.queue.arn
  senders   = var.queue.senders
}

resource "aws_sqs_queue" "queue" {
  name                        = var.queue.name
  fifo_queue                  = local.fifo
  content_based_deduplication = local.fifo
  message_retention_seconds   = var.queue.keep_seconds
  visibility_timeout_seconds  = var.queue.visibility_timeout_seconds
  sqs_managed_sse_enabled     = true
  policy                      = module.policy.json
  tags                        = var.queue.protected ? { "meshctl:protected" = "true" } : {}

  redrive_policy = var.queue.dead_letters_arn == null ? null : jsonencode({
    deadLetterTargetArn = var.queue.dead_letters_arn
    maxReceiveCount     = var.queue.max_receives
  })

  redrive_allow_policy = jsonencode({ redrivePermission = "denyAll" }) # it is no place for the dead letters of others
}

locals {
  # EventBridge wants the contents to tell messages apart: each event has an id of its own.
  fifo = endswith(var.queue.name, ".fifo")
}
