# What nobody may, whatever anybody allows beside it or elsewhere: a denial wins over every allowance.

locals {
  delivery_roles  = [for grant in var.topic.senders : grant.arn if grant.via == "role"]
  rules_elsewhere = [for grant in var.topic.senders : grant.arn if grant.via == "service" && grant.account != local.account]

  # SNS takes no "sns:*" in the policy of a topic.
  every_action = [
    "sns:AddPermission", "sns:DeleteTopic", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish",
    "sns:RemovePermission", "sns:SetTopicAttributes", "sns:Subscribe",
  ]

  denials = [local.encrypted_only, local.own_account_only, local.services_for_own_account_only]

  encrypted_only = {
    Sid       = "EncryptedOnly"
    Effect    = "Deny"
    Action    = "sns:Publish"
    Resource  = var.topic.arn
    Principal = "*"
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

  # IfExists: AWS marks its services' calls, and a call without a mark is none.
  own_account_only = {
    Sid       = "OwnAccountOnly"
    Effect    = "Deny"
    Action    = local.every_action
    Resource  = var.topic.arn
    Principal = "*"
    Condition = merge(
      { StringNotEquals = { "aws:PrincipalAccount" = local.account } },
      { BoolIfExists = { "aws:PrincipalIsAWSService" = "false" } },
      { for operator in ["ArnNotEquals"] : operator => { "aws:PrincipalArn" = local.delivery_roles } if length(local.delivery_roles) > 0 },
    )
  }

  # A service acts for whoever set it up. Neither its account nor its source is ours: then it is another's rule, alarm, bucket.
  services_for_own_account_only = {
    Sid       = "ServicesForOwnAccountOnly"
    Effect    = "Deny"
    Action    = local.every_action
    Resource  = var.topic.arn
    Principal = "*"
    Condition = {
      Bool            = { "aws:PrincipalIsAWSService" = "true" }
      StringNotEquals = { "aws:SourceAccount" = local.account }
      ArnNotLike      = { "aws:SourceArn" = concat(["arn:aws:*:*:${local.account}:*"], local.rules_elsewhere) }
    }
  }
}
