provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_cloudwatch_log_group" "book" {
  name = "/aws/lambda/book"
}
