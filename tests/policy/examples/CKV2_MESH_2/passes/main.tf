provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_sqs_queue" "capture" {
  name = "capture"

  policy = <<EOT
{
  "Version": "2012-10-17",
  "Statement": {
    "Sid": "EncryptedOnly",
    "Effect": "Deny",
    "Action": "sqs:*",
    "Resource": "arn:aws:sqs:eu-west-1:333333333333:capture",
    "Principal": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}}
  }
}
EOT
}
