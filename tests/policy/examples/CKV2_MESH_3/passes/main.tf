provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sqs_queue" "capture" {
  name = "capture"

  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:eu-west-1:333333333333:capture-dead"
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "dead_letters" {
  name = "capture-dead"
}
