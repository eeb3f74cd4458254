provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_cloudwatch_event_bus_policy" "hub" {
  event_bus_name = "shop_dev_hub"

  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "orders",
          "Effect": "Allow",
          "Action": "events:PutEvents",
          "Resource": "arn:aws:events:eu-west-1:333333333333:event-bus/shop_dev_hub",
          "Principal": {"AWS": "arn:aws:iam::222222222222:root"},
          "Condition": {"StringEquals": {"events:source": ["orders.checkout"]}}
        }
      ]
    }
  EOT
}
