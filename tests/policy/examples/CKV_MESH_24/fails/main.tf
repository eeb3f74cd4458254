provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_pipes_pipe" "refunds" {
  name     = "refunds"
  role_arn = "arn:aws:iam::333333333333:role/refunds"
  source   = "arn:aws:sqs:eu-west-1:333333333333:refunds"
  target   = "arn:aws:sqs:eu-west-1:222222222222:refunds"
}
