output "arn" {
  description = "The stream's ARN, known in a plan; whoever reads it waits for the stream."
  value       = var.stream.arn
  depends_on  = [aws_kinesis_stream.stream]
}
