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

resource "aws_lambda_permission" "captured" {
  statement_id   = "captured"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.book.function_name
  principal      = "events.amazonaws.com"
  source_arn     = "arn:aws:events:eu-west-1:333333333333:rule/payments/captured"
  source_account = "333333333333"
}
