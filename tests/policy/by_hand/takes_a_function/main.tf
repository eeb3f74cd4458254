# In the account of orders: its functions may invoke one of payments, which payments is made to allow.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_lambda_permission" "orders" {
  statement_id  = "orders"
  action        = "lambda:InvokeFunction"
  function_name = "arn:aws:lambda:eu-west-1:333333333333:function:shop_dev_payments_capture_capture"
  principal     = "222222222222"
}
