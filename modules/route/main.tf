# What a subscription lowers to: one rule with one target, retries, dead letters and, across accounts, a delivery role.

resource "aws_cloudwatch_event_rule" "route" {
  name           = var.route.rule.name
  description    = var.route.rule.description
  event_bus_name = var.route.bus_name
  event_pattern  = var.route.pattern
  state          = "ENABLED" # written out, or a rule that was disabled by hand stays disabled
}

resource "aws_cloudwatch_event_target" "route" {
  rule           = aws_cloudwatch_event_rule.route.name
  event_bus_name = var.route.bus_name
  target_id      = var.route.target.id
  arn            = var.route.target.arn
  role_arn       = one(var.route.delivery[*].role_arn)

  retry_policy {
    maximum_event_age_in_seconds = var.route.retry.seconds
    maximum_retry_attempts       = var.route.retry.attempts
  }

  dead_letter_config {
    arn = var.route.dead_letters_arn
  }

  depends_on = [aws_iam_role_policy.delivery] # the role's ARN is literal and orders nothing
}
