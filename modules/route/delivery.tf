# The role with which EventBridge reaches a target in another account. A target in the bus's own account must not have
# one, for deliveries with it can fail.

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
    Statement = [{
      Sid      = "Deliver"
      Effect   = "Allow"
      Action   = var.route.delivery.action
      Resource = var.route.target.arn
    }]
  })
}
