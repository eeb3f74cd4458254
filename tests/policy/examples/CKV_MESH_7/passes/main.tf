provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::333333333333:role/operators"]
    }
  }
}

resource "aws_iam_role" "capture" {
  name               = "capture"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
