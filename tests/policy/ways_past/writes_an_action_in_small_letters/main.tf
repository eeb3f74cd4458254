provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}
resource "aws_iam_role_policy" "p" {
  role   = "x"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "events:putevents", Resource = "arn:aws:events:eu-west-1:111111111111:event-bus/hub" }] })
}
