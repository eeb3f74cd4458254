# The policy of one queue as text: who may send to it. Makes no resource, so that the text is literal in every plan.

locals {
  grants = [
    for name, grant in var.senders : {
      Sid      = name
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = var.queue_arn

      # The role is made after the queue, and SQS refuses a principal that is not there: hence its account, narrowed to it.
      Principal = {
        service = { Service = "events.amazonaws.com" }
        role    = { AWS = "arn:aws:iam::${grant.account}:root" }
        topic   = { Service = "sns.amazonaws.com" }
      }[grant.via]
      Condition = {
        service = { ArnEquals = { "aws:SourceArn" = grant.arn }, StringEquals = { "aws:SourceAccount" = grant.account } }
        role    = { ArnEquals = { "aws:PrincipalArn" = grant.arn } }
        topic   = { ArnEquals = { "aws:SourceArn" = grant.arn } }
      }[grant.via]
    }
  ]
}
