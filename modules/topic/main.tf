# A topic. Who publishes is of its own account, or is named; who subscribes is of its own account.

resource "aws_sns_topic" "topic" {
  # checkov:skip=CKV_AWS_26:EventBridge cannot use AWS's own key of SNS; without a key, SNS encrypts its disks
  # checkov:skip=CKV_MESH_18:the mesh has no keys of its own yet; without one, SNS encrypts its disks
  name                        = var.topic.name
  fifo_topic                  = local.fifo
  content_based_deduplication = local.fifo
  policy                      = jsonencode({ Version = "2012-10-17", Statement = concat(local.denials, local.grants) })
}

locals {
  fifo    = endswith(var.topic.name, ".fifo")
  account = split(":", var.topic.arn)[4]
}
