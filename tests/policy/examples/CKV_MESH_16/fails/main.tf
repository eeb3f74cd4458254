provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sqs_queue" "capture" {
  name = "capture"
}

resource "aws_sqs_queue_policy" "capture" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/333333333333/capture"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "captured"
        Effect    = "Allow"
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-west-1:333333333333:capture"
        Principal = { Service = "events.amazonaws.com" }
      },
    ]
  })
}
