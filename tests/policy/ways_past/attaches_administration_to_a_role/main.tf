provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}
resource "aws_iam_role" "capture" {
  name                = "capture"
  assume_role_policy  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
}
