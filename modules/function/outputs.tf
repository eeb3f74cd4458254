output "arn" {
  description = "The function's ARN, known in a plan; whoever reads it waits for the function."
  value       = var.function.arn
  depends_on  = [aws_lambda_function.function]
}
