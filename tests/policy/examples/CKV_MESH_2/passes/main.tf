provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_lambda_permission" "invoker" {
  statement_id  = "invoker"
  action        = "lambda:InvokeFunction"
  function_name = "arn:aws:lambda:eu-west-1:333333333333:function:book"
  principal     = "333333333333"
}
