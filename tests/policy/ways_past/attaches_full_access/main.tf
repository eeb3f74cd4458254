provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}
resource "aws_iam_role_policy_attachment" "queues" {
  role       = "capture"
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"
}
