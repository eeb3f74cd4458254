provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]
}

resource "aws_scheduler_schedule" "nightly" {
  name                = "nightly"
  group_name          = "nightly"
  schedule_expression = "rate(1 day)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:events:eu-west-1:333333333333:event-bus/payments"
    role_arn = "arn:aws:iam::333333333333:role/nightly"
    input    = "{}"

    eventbridge_parameters {
      source      = "payments.ledger"
      detail_type = "nightly"
    }
  }
}
