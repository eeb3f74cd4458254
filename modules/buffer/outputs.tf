output "arn" {
  description = "The queue's ARN, known in a plan; whoever reads it waits for the queue."
  value       = module.queue.arn
}
