# The service control policy: what IAM principals of member accounts may do. It binds neither AWS services, nor
# service-linked roles, nor the management account.

locals {
  # Actions of whole services, on what an ARN names: calls that name nothing, such as ListQueues, are not meant.
  others_channels = {
    Sid    = "OthersChannels"
    Effect = "Deny"
    Action = ["sqs:*", "sns:*", "kinesis:*", "lambda:*"]
    Resource = [
      "arn:aws:sqs:*:*:*",
      "arn:aws:sns:*:*:*",
      "arn:aws:kinesis:*:*:stream/*",
      "arn:aws:lambda:*:*:function:*",
    ]
    Condition = {
      StringNotEquals = { "aws:ResourceAccount" = "$${aws:PrincipalAccount}" }
      ArnNotLike      = { "aws:PrincipalArn" = concat(var.delivery_roles, var.excepted.other_accounts) }
    }
  }
}

locals {
  # Who may reach something, where it leads, and whether it is there at all.
  control_plane = {
    Sid    = "ControlPlane"
    Effect = "Deny"
    Action = [
      "events:DeleteArchive", "events:DeleteEventBus", "events:DeleteRule", "events:DisableRule", "events:PutPermission",
      "events:PutRule", "events:PutTargets", "events:RemovePermission", "events:RemoveTargets", "events:UpdateArchive",
      "events:UpdateEventBus",
      "dynamodb:DeleteResourcePolicy", "dynamodb:DeleteTable", "dynamodb:PutResourcePolicy", "dynamodb:UpdateTable",
      "dynamodb:UpdateTimeToLive",
      "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePermissionsBoundary",
      "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PassRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy",
      "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole",
      "kinesis:DecreaseStreamRetentionPeriod", "kinesis:DeleteResourcePolicy", "kinesis:DeleteStream",
      "kinesis:PutResourcePolicy", "kinesis:StopStreamEncryption",
      "lambda:AddPermission", "lambda:DeleteFunction", "lambda:RemovePermission", "lambda:UpdateFunctionCode",
      "lambda:UpdateFunctionConfiguration",
      "logs:DeleteLogGroup", "logs:DeleteRetentionPolicy", "logs:PutRetentionPolicy",
      "scheduler:DeleteSchedule", "scheduler:DeleteScheduleGroup", "scheduler:UpdateSchedule",
      "sns:AddPermission", "sns:DeleteTopic", "sns:RemovePermission", "sns:SetTopicAttributes", "sns:Subscribe",
      "sqs:AddPermission", "sqs:DeleteQueue", "sqs:RemovePermission", "sqs:SetQueueAttributes",
      "states:DeleteStateMachine", "states:UpdateStateMachine",
    ]
    Resource  = var.guarded
    Condition = { ArnNotLike = { "aws:PrincipalArn" = local.builders } }
  }

  builders = concat(var.deploy_roles, var.excepted.control_plane)
}

locals {
  # Which queues and streams a function reads. A mapping has no name: it is known by its function.
  readers = {
    Sid      = "Readers"
    Effect   = "Deny"
    Action   = ["lambda:CreateEventSourceMapping", "lambda:DeleteEventSourceMapping", "lambda:UpdateEventSourceMapping"]
    Resource = "*"
    Condition = {
      ArnLike    = { "lambda:FunctionArn" = [for arn in var.guarded : arn if split(":", arn)[2] == "lambda"] }
      ArnNotLike = { "aws:PrincipalArn" = local.builders }
    }
  }
}

locals {
  principals = jsonencode({ Version = "2012-10-17", Statement = [local.others_channels, local.control_plane, local.readers] })
}
