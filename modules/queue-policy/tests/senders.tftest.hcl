variables {
  queue_arn = "arn:aws:sqs:eu-west-1:333333333333:shop_local_payments_letters_queue"
}

run "a_rule_of_the_bus_may_send_as_the_service" {
  command = plan

  variables {
    senders = {
      placed = {
        via     = "service"
        arn     = "arn:aws:events:eu-west-1:333333333333:rule/shop_local_payments/placed"
        account = "333333333333"
      }
    }
  }

  assert {
    condition     = jsondecode(output.json).Statement[1].Principal == { Service = "events.amazonaws.com" }
    error_message = "The service is the principal."
  }

  assert {
    condition = jsondecode(output.json).Statement[1].Condition == {
      ArnEquals    = { "aws:SourceArn" = var.senders.placed.arn }
      StringEquals = { "aws:SourceAccount" = "333333333333" }
    }
    error_message = "The service may act for this rule of this account only."
  }

  assert {
    condition     = jsondecode(output.json).Statement[1].Resource == var.queue_arn
    error_message = "The statement is about this queue."
  }
}

run "a_delivery_role_may_send_from_its_account" {
  command = plan

  variables {
    senders = {
      placed = { via = "role", arn = "arn:aws:iam::111111111111:role/placed_delivery", account = "111111111111" }
    }
  }

  assert {
    condition     = jsondecode(output.json).Statement[1].Principal == { AWS = "arn:aws:iam::111111111111:root" }
    error_message = "The principal is the account: the role is not there yet."
  }

  assert {
    condition     = jsondecode(output.json).Statement[1].Condition == { ArnEquals = { "aws:PrincipalArn" = var.senders.placed.arn } }
    error_message = "Nobody of the account may send but the delivery role."
  }
}

run "a_queue_without_senders_still_has_a_policy_that_allows_nothing" {
  command = plan

  variables {
    senders = {}
  }

  assert {
    condition     = [for statement in jsondecode(output.json).Statement : statement.Effect] == ["Deny"]
    error_message = "An empty policy would not take the last sender's grant away."
  }

  assert {
    condition     = jsondecode(output.json).Statement[0].Condition == { Bool = { "aws:SecureTransport" = "false" } }
    error_message = "Messages travel encrypted."
  }
}

run "a_grant_names_something_of_its_own_account" {
  command = plan

  variables {
    senders = {
      placed = { via = "role", arn = "arn:aws:iam::222222222222:role/placed_delivery", account = "111111111111" }
    }
  }

  expect_failures = [var.senders]
}
