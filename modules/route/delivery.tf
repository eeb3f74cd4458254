# The role with which EventBridge reaches targets in other accounts, and streams, workflows and buses anywhere. Another target
# in the bus's own account must not use one, for deliveries with it can fail. While a target changes, the role may deliver to
# the old one and to the new.

resource "aws_iam_role" "delivery" {
  count = length(var.route.delivery[*])

  name        = var.route.delivery.role_name
  description = "Delivers for the rule ${var.route.rule.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "events.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.route.rule.arn }
        StringEquals = { "aws:SourceAccount" = var.route.delivery.account }
      }
    }]
  })
}

resource "aws_iam_role_policy" "delivery" {
  count = length(var.route.delivery[*])

  name = "delivery"
  role = aws_iam_role.delivery[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for allowed in var.route.delivery.allows : {
        Effect   = "Allow"
        Action   = allowed.action
        Resource = allowed.arn
      }
    ]
  })

  lifecycle {
    precondition {
      condition     = length(var.route.delivery.allows) > 0
      error_message = "The delivery role of \"${var.route.rule.name}\" allows nothing: AWS refuses a policy without statements."
    }

    precondition {
      condition = alltrue([
        for allowed in var.route.delivery.allows :
        split(":", allowed.arn)[4] != local.account || contains(local.always_by_role, split(":", allowed.arn)[2])
      ])
      error_message = "\"${var.route.rule.name}\" delivers within one account with a role, where it makes deliveries fail."
    }
  }
}
