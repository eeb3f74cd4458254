provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sqs_queue" "capture" {
  name                      = "capture"
  message_retention_seconds = 345600
}
