output "arn" {
  description = "The queue's ARN, known in a plan; whoever reads it waits for the queue."
  value       = var.dead_letters.arn
  depends_on  = [aws_sqs_queue.dead_letters]
}
