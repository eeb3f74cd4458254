provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "lambda.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:aws:events:eu-west-1:333333333333:rule/payments/captured"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["333333333333"]
    }
  }
}

resource "aws_iam_role" "capture" {
  name               = "capture"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
