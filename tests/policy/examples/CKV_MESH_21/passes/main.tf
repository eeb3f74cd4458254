provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_lambda_function" "book" {
  function_name = "book"
  role          = "arn:aws:iam::333333333333:role/book"
  filename      = "book.zip"
  handler       = "handler.handle"
  runtime       = "python3.12"
}
