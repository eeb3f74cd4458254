provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}
resource "aws_lambda_function_url" "book" {
  function_name      = "book"
  authorization_type = "NONE"
}
