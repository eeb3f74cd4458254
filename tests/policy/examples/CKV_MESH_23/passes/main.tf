provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_lambda_event_source_mapping" "orders" {
  event_source_arn        = "arn:aws:sqs:eu-west-1:333333333333:orders"
  function_name           = "arn:aws:lambda:eu-west-1:333333333333:function:book"
  function_response_types = ["ReportBatchItemFailures"]
}
