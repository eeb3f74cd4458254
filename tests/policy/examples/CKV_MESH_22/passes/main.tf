provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_cloudwatch_event_rule" "placed" {
  name           = "placed"
  event_bus_name = "shop_dev_hub"
  state          = "ENABLED"

  event_pattern = jsonencode({
    "account"     = ["222222222222"]
    "source"      = ["orders.checkout"]
    "detail-type" = ["OrderPlaced.v1"]
  })
}
