# What a subscription lowers to: one rule with one target, retries, dead letters and, where one is needed, a delivery role.

locals {
  account = split(":", var.route.rule.arn)[4]

  # What EventBridge reaches with a role only, in whichever account it is.
  always_by_role = ["events", "kinesis", "states"]
  deliveries = flatten([
    for delivery in var.route.delivery[*] : [for allowed in delivery.allows : "${delivery.role_arn} to ${allowed.arn}"]
  ])
}

resource "aws_cloudwatch_event_rule" "route" {
  name           = var.route.rule.name
  description    = var.route.rule.description
  event_bus_name = var.route.bus_name
  event_pattern  = var.route.pattern
  state          = var.route.enabled ? "ENABLED" : "DISABLED" # written out, or what was changed by hand stays so

  lifecycle {
    precondition {
      condition = alltrue([
        for input in var.route.input_transformer[*] : length(input.template) <= 8192 && length(input.paths) <= 100
        && alltrue([for name, path in input.paths : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name)) && startswith(path, "$.")])
      ])
      error_message = "The input of \"${var.route.rule.name}\" is too long, or takes fields from elsewhere than the event (\"$.\")."
    }
  }
}

resource "aws_cloudwatch_event_target" "route" {
  rule           = aws_cloudwatch_event_rule.route.name
  event_bus_name = var.route.bus_name
  target_id      = var.route.target.id
  arn            = var.route.target.arn
  role_arn       = var.route.target.role_arn

  dynamic "input_transformer" {
    for_each = var.route.input_transformer[*]
    content {
      input_paths    = input_transformer.value.paths
      input_template = input_transformer.value.template
    }
  }

  dynamic "sqs_target" {
    for_each = endswith(var.route.target.arn, ".fifo") ? [var.route.rule.name] : [] # all that it brings is one group
    content {
      message_group_id = sqs_target.value
    }
  }

  retry_policy {
    maximum_event_age_in_seconds = var.route.retry.seconds
    maximum_retry_attempts       = var.route.retry.attempts
  }

  dynamic "dead_letter_config" {
    for_each = var.route.dead_letters_arn[*]
    content {
      arn = dead_letter_config.value
    }
  }

  depends_on = [aws_iam_role_policy.delivery] # the role's ARN is literal and orders nothing

  lifecycle {
    precondition {
      condition     = var.route.input_transformer == null || split(":", var.route.target.arn)[2] != "events"
      error_message = "\"${var.route.rule.name}\" delivers to a bus, which gets the whole event: EventBridge refuses an input there."
    }

    precondition {
      condition = var.route.target.role_arn != null || (
        split(":", var.route.target.arn)[4] == local.account && !contains(local.always_by_role, split(":", var.route.target.arn)[2])
      )
      error_message = "\"${var.route.rule.name}\" delivers to another account or to a stream, a workflow or a bus, which needs a delivery role."
    }

    precondition {
      condition = alltrue([
        for role_arn in var.route.target.role_arn[*] : contains(local.deliveries, "${role_arn} to ${var.route.target.arn}")
      ])
      error_message = "\"${var.route.rule.name}\" delivers with a role that is not its own, or that may not deliver there."
    }
  }
}
