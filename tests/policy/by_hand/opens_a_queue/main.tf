# In the account of payments: a queue that orders may write into.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sqs_queue_policy" "inbox" {
  queue_url = "https://sqs.eu-west-1.amazonaws.com/333333333333/shop_dev_payments_inbox"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OrdersMayWrite"
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Principal = { AWS = "arn:aws:iam::222222222222:root" }
      Resource  = "arn:aws:sqs:eu-west-1:333333333333:shop_dev_payments_inbox"
    }]
  })
}
