provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = "arn:aws:sns:eu-west-1:222222222222:orders"
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:333333333333:capture"
}
