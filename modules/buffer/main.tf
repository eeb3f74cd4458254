# The queue before a function: a slow or failing function loses nothing.

module "queue" {
  source = "../queue"

  queue = var.buffer.queue
}

resource "aws_lambda_event_source_mapping" "function" {
  event_source_arn        = module.queue.arn
  function_name           = var.function_arn
  batch_size              = var.buffer.batch_size
  function_response_types = ["ReportBatchItemFailures"]
}
