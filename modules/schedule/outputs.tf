output "group_arn" {
  description = "The ARN of the schedule's group, known in a plan; whoever reads it waits for the schedule."
  value       = var.schedule.group_arn
  depends_on  = [aws_scheduler_schedule.schedule]
}
