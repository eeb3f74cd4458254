provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sqs_queue" "orders" {
  name                       = "orders"
  visibility_timeout_seconds = 180
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn        = "arn:aws:sqs:eu-west-1:333333333333:orders"
  function_name           = aws_lambda_function.book.function_name
  function_response_types = ["ReportBatchItemFailures"]
}

resource "aws_lambda_function" "book" {
  function_name = "book"
  role          = "arn:aws:iam::333333333333:role/book"
  filename      = "book.zip"
  handler       = "handler.handle"
  runtime       = "python3.12"
  timeout       = 30
}
