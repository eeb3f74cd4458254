output "arn" {
  description = "The workflow's ARN, known in a plan; whoever reads it waits for the workflow."
  value       = var.workflow.arn
  depends_on  = [aws_sfn_state_machine.workflow]
}
