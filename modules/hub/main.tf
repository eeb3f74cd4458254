# The central bus of a stage: systems' accounts publish on it; an archive keeps all.

resource "aws_cloudwatch_event_bus" "hub" {
  name        = var.bus.name
  description = var.bus.description
}

resource "aws_cloudwatch_event_archive" "hub" {
  name             = var.bus.archive.name
  description      = "Every event of ${var.bus.name}, to be replayed."
  event_source_arn = var.bus.arn
  retention_days   = var.bus.archive.keep_days

  depends_on = [aws_cloudwatch_event_bus.hub] # its ARN is literal and orders nothing
}

resource "aws_cloudwatch_event_bus_policy" "hub" {
  count = length(var.bus.publishers) == 0 ? 0 : 1 # EventBridge refuses a policy without statements

  event_bus_name = aws_cloudwatch_event_bus.hub.name
  policy         = local.policies[var.bus.policy_form]
}
