provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}
resource "aws_cloudwatch_event_bus_policy" "p" {
  event_bus_name = "hub"
  policy         = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "events:PutEvents", Resource = "arn:aws:events:eu-west-1:333333333333:event-bus/hub", Principal = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-abcdefghij", "events:source" = "orders.checkout" } } }] })
}
