output "arn" {
  description = "The bus's ARN, known in a plan; whoever reads it waits for the bus and its policy."
  value       = var.further_bus.arn
  depends_on  = [aws_cloudwatch_event_bus.bus, aws_cloudwatch_event_bus_policy.bus]
}
