# The policy of one queue as text: who may send to it. Makes no resource, so that the text is literal in every plan.

locals {
  # Also there when nobody may send: an argument left empty would leave the last sender's grant in place, unseen.
  encrypted_only = {
    Sid       = "EncryptedOnly"
    Effect    = "Deny"
    Action    = ["sqs:SendMessage", "sqs:ReceiveMessage"]
    Resource  = var.queue_arn
    Principal = "*"
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }

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
      }[grant.via]
      Condition = {
        service = { ArnEquals = { "aws:SourceArn" = grant.arn }, StringEquals = { "aws:SourceAccount" = grant.account } }
        role    = { ArnEquals = { "aws:PrincipalArn" = grant.arn } }
      }[grant.via]
    }
  ]
}
