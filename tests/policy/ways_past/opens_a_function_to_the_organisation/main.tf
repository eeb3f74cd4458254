provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}
resource "aws_lambda_permission" "p" {
  function_name    = "f"
  action           = "lambda:InvokeFunction"
  principal        = "*"
  principal_org_id = "o-abcdefghij"
}
