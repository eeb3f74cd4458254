output "arn" {
  description = "The queue's ARN, known in a plan; whoever reads it waits for the queue."
  value       = var.queue.arn
  depends_on  = [aws_sqs_queue.queue]
}
