# Whom the schedule acts as: it puts its own event on the local bus, and in its dead letters what it could not put there.

resource "aws_iam_role" "schedule" {
  name        = var.schedule.role.name
  description = "What the schedule ${var.schedule.name} may do."

  # Scheduler names the group of a schedule, never the schedule itself: hence a group for each.
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AssumeForThisSchedule"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.schedule.group_arn }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}

resource "aws_iam_role_policy" "schedule" {
  name = "schedule"
  role = aws_iam_role.schedule.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "PutItsEvent"
        Effect   = "Allow"
        Action   = "events:PutEvents"
        Resource = var.schedule.event.bus_arn
        Condition = {
          StringEquals = {
            "events:source"      = var.schedule.event.source
            "events:detail-type" = var.schedule.event.detail_type
          }
        }
      },
      {
        Sid      = "KeepWhatFailed"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = var.schedule.dead_letters_arn
      },
    ]
  })
}

locals {
  account = split(":", var.schedule.group_arn)[4]
}
