# Who may publish for EventBridge. Functions of the own account may because their roles say so.

locals {
  grants = [
    for name, grant in var.topic.senders : {
      Sid      = name
      Effect   = "Allow"
      Action   = "sns:Publish"
      Resource = var.topic.arn

      # The role is made after the topic, and SNS refuses a principal that is not there: hence its account, narrowed to it.
      Principal = {
        service = { Service = "events.amazonaws.com" }
        role    = { AWS = "arn:aws:iam::${grant.account}:root" }
      }[grant.via]
      Condition = {
        service = { ArnEquals = { "aws:SourceArn" = grant.arn }, StringEquals = { "aws:SourceAccount" = grant.account } }
        role    = { ArnEquals = { "aws:PrincipalArn" = grant.arn } }
      }[grant.via]
    }
  ]
}
