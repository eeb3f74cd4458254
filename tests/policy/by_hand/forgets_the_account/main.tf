# In the account of the hub: a rule that takes whoever says that he is the checkout.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111111111111"]
}

resource "aws_cloudwatch_event_rule" "audit" {
  name           = "audit"
  event_bus_name = "shop_dev_hub"
  event_pattern  = jsonencode({ source = ["orders.checkout"] })
}
