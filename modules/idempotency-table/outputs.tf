output "arn" {
  description = "The table's ARN, known in a plan; whoever reads it waits for the table."
  value       = var.table.arn
  depends_on  = [aws_dynamodb_table.handled]
}
