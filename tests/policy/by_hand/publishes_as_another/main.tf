# In the account of payments: a role that publishes on the hub as the checkout of orders.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

data "aws_iam_policy_document" "publish" {
  statement {
    sid       = "Publish"
    actions   = ["events:PutEvents"]
    resources = ["arn:aws:events:eu-west-1:111111111111:event-bus/shop_dev_hub"]

    condition {
      test     = "StringEquals"
      variable = "events:source"
      values   = ["orders.checkout"]
    }

    condition {
      test     = "StringEquals"
      variable = "events:detail-type"
      values   = ["OrderPlaced.v1"]
    }
  }
}

resource "aws_iam_role_policy" "publish" {
  name   = "publish"
  role   = "reporting"
  policy = data.aws_iam_policy_document.publish.json
}
