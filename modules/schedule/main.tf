# A schedule: at each of its times, EventBridge Scheduler puts an event on the local bus. Who receives it has a route there.

resource "aws_scheduler_schedule_group" "schedule" {
  name = var.schedule.name
}

resource "aws_scheduler_schedule" "schedule" {
  # checkov:skip=CKV_AWS_297:a schedule holds no data but its own name
  name                         = var.schedule.name
  group_name                   = aws_scheduler_schedule_group.schedule.name
  description                  = var.schedule.description
  schedule_expression          = var.schedule.expression
  schedule_expression_timezone = var.schedule.timezone
  state                        = var.schedule.enabled ? "ENABLED" : "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.schedule.event.bus_arn
    role_arn = var.schedule.role.arn
    input    = var.schedule.event.detail

    eventbridge_parameters {
      source      = var.schedule.event.source
      detail_type = var.schedule.event.detail_type
    }

    retry_policy {
      maximum_event_age_in_seconds = var.schedule.retry.seconds
      maximum_retry_attempts       = var.schedule.retry.attempts
    }

    dead_letter_config {
      arn = var.schedule.dead_letters_arn
    }
  }

  # The role's ARN is literal and orders nothing.
  depends_on = [aws_iam_role.schedule, aws_iam_role_policy.schedule]
}
