provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn               = "arn:aws:kinesis:eu-west-1:333333333333:stream/clicks"
  function_name                  = "arn:aws:lambda:eu-west-1:333333333333:function:count"
  function_response_types        = ["ReportBatchItemFailures"]
  starting_position              = "TRIM_HORIZON"
  bisect_batch_on_function_error = false
}
