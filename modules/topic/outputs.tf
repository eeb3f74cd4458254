output "arn" {
  description = "The topic's ARN, known in a plan; whoever reads it waits for the topic."
  value       = var.topic.arn
  depends_on  = [aws_sns_topic.topic]
}
