# What the workflow may do: what its tasks say, and have its log delivered. Nothing else.

locals {
  region  = split(":", var.workflow.arn)[3]
  account = split(":", var.workflow.arn)[4]

  # Under this name AWS needs no resource policy of CloudWatch for each group, of which there are 10 in a Region.
  log_group = "/aws/vendedlogs/states/${var.workflow.name}"

  # AWS knows no resource for these actions ("Logging to CloudWatch Logs"): they set up where logs of its services go.
  may_deliver_log = {
    Sid    = "DeliverLog"
    Effect = "Allow"
    Action = [
      "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
      "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
    ]
    Resource = "*"
  }

  may_use = [
    for use in var.workflow.uses : {
      Sid      = "Use${title(split(":", use.action)[0])}"
      Effect   = "Allow"
      Action   = use.action
      Resource = use.arns
    }
  ]
}

resource "aws_iam_role" "workflow" {
  name        = var.workflow.role.name
  description = "What the workflow ${var.workflow.name} may do."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "states.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.workflow.arn }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}

resource "aws_iam_role_policy" "workflow" {
  name = "workflow"
  role = aws_iam_role.workflow.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.may_deliver_log], local.may_use)
  })

  lifecycle {
    precondition {
      condition = alltrue(flatten([
        for use in var.workflow.uses : [for arn in use.arns : split(":", arn)[4] == local.account]
      ]))
      error_message = "\"${var.workflow.name}\" uses what is of another account: between systems, events travel over EventBridge."
    }
  }
}
