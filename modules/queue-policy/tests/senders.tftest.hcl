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
    condition     = one([for one in jsondecode(output.json).Statement : one if one.Sid == "placed"]).Principal == { Service = "events.amazonaws.com" }
    error_message = "The service is the principal."
  }

  assert {
    condition = one([for one in jsondecode(output.json).Statement : one if one.Sid == "placed"]).Condition == {
      ArnEquals    = { "aws:SourceArn" = var.senders.placed.arn }
      StringEquals = { "aws:SourceAccount" = "333333333333" }
    }
    error_message = "The service may act for this rule of this account only."
  }

  assert {
    condition = (
      one([for one in jsondecode(output.json).Statement : one if one.Sid == "placed"]).Action == "sqs:SendMessage"
      && one([for one in jsondecode(output.json).Statement : one if one.Sid == "placed"]).Resource == var.queue_arn
    )
    error_message = "It may send to this queue, and do nothing else."
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
    condition     = one([for one in jsondecode(output.json).Statement : one if one.Sid == "placed"]).Principal == { AWS = "arn:aws:iam::111111111111:root" }
    error_message = "The principal is the account: the role is not there yet."
  }

  assert {
    condition     = one([for one in jsondecode(output.json).Statement : one if one.Sid == "placed"]).Condition == { ArnEquals = { "aws:PrincipalArn" = var.senders.placed.arn } }
    error_message = "Nobody of the account may send but the delivery role."
  }
}

run "nobody_outside_the_account_gets_in_but_the_delivery_roles" {
  command = plan

  variables {
    senders = {
      placed = { via = "role", arn = "arn:aws:iam::111111111111:role/placed_delivery", account = "111111111111" }
      failed = { via = "role", arn = "arn:aws:iam::111111111111:role/failed_delivery", account = "111111111111" }
      tried  = { via = "service", arn = "arn:aws:events:eu-west-1:333333333333:rule/b/tried", account = "333333333333" }
    }
  }

  assert {
    condition = one([for one in jsondecode(output.json).Statement : one if one.Sid == "OwnAccountOnly"]) == {
      Sid       = "OwnAccountOnly"
      Effect    = "Deny"
      Action    = "sqs:*"
      Resource  = var.queue_arn
      Principal = "*"
      Condition = {
        StringNotEquals = { "aws:PrincipalAccount" = "333333333333" }
        BoolIfExists    = { "aws:PrincipalIsAWSService" = "false" }
        ArnNotEquals    = { "aws:PrincipalArn" = [var.senders.failed.arn, var.senders.placed.arn] }
      }
    }
    error_message = "Whoever is not of the account is denied everything, but for the delivery roles and AWS's services."
  }
}

run "without_delivery_roles_nobody_outside_the_account_gets_in" {
  command = plan

  variables {
    senders = {}
  }

  assert {
    condition = one([for one in jsondecode(output.json).Statement : one if one.Sid == "OwnAccountOnly"]).Condition == {
      StringNotEquals = { "aws:PrincipalAccount" = "333333333333" }
      BoolIfExists    = { "aws:PrincipalIsAWSService" = "false" }
    }
    error_message = "There is no exception, not even an empty one."
  }
}

run "services_get_in_for_the_own_account_and_for_the_rules_that_send" {
  command = plan

  variables {
    senders = {
      placed = { via = "service", arn = "arn:aws:events:eu-west-1:111111111111:rule/hub/placed", account = "111111111111" }
      tried  = { via = "service", arn = "arn:aws:events:eu-west-1:333333333333:rule/b/tried", account = "333333333333" }
    }
  }

  assert {
    condition = one([for one in jsondecode(output.json).Statement : one if one.Sid == "ServicesForOwnAccountOnly"]) == {
      Sid       = "ServicesForOwnAccountOnly"
      Effect    = "Deny"
      Action    = "sqs:*"
      Resource  = var.queue_arn
      Principal = "*"
      Condition = {
        Bool            = { "aws:PrincipalIsAWSService" = "true" }
        StringNotEquals = { "aws:SourceAccount" = "333333333333" }
        ArnNotLike      = { "aws:SourceArn" = ["arn:aws:*:*:333333333333:*", var.senders.placed.arn] }
      }
    }
    error_message = "A service that acts for another account is denied, unless it is for a rule that may send."
  }
}

run "a_queue_without_senders_still_has_a_policy_that_allows_nothing" {
  command = plan

  variables {
    senders = {}
  }

  assert {
    condition     = alltrue([for statement in jsondecode(output.json).Statement : statement.Effect == "Deny"])
    error_message = "An empty policy would not take the last sender's grant away."
  }

  assert {
    condition = jsondecode(output.json).Statement[0] == {
      Sid       = "EncryptedOnly"
      Effect    = "Deny"
      Action    = ["sqs:SendMessage", "sqs:ReceiveMessage"]
      Resource  = var.queue_arn
      Principal = "*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }
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

run "sqs_has_room_for_17_senders" {
  command = plan

  variables {
    senders = {
      for number in range(18) : "sender${number}" => {
        via     = "role"
        arn     = "arn:aws:iam::111111111111:role/delivery${number}"
        account = "111111111111"
      }
    }
  }

  expect_failures = [var.senders]
}

run "the_policy_is_of_a_queue" {
  command = plan

  variables {
    queue_arn = "arn:aws:sns:eu-west-1:333333333333:letters"
    senders   = {}
  }

  expect_failures = [var.queue_arn]
}

run "a_sender_is_a_service_or_a_role" {
  command = plan

  variables {
    senders = {
      placed = { via = "user", arn = "arn:aws:iam::111111111111:role/placed_delivery", account = "111111111111" }
    }
  }

  expect_failures = [var.senders]
}

run "a_sender_has_an_account" {
  command = plan

  variables {
    senders = {
      placed = { via = "role", arn = "arn:aws:iam::1111:role/placed_delivery", account = "1111" }
    }
  }

  expect_failures = [var.senders]
}

run "a_topic_of_the_own_account_may_send" {
  command = plan

  variables {
    senders = {
      updates = { via = "topic", arn = "arn:aws:sns:eu-west-1:333333333333:updates", account = "333333333333" }
    }
  }

  assert {
    condition = one([for one in jsondecode(output.json).Statement : one if one.Sid == "updates"]) == {
      Sid       = "updates"
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Resource  = var.queue_arn
      Principal = { Service = "sns.amazonaws.com" }
      Condition = { ArnEquals = { "aws:SourceArn" = var.senders.updates.arn } }
    }
    error_message = "SNS sends for this topic, whose ARN names the account."
  }
}

run "a_topic_of_another_account_may_not" {
  command = plan

  variables {
    senders = {
      updates = { via = "topic", arn = "arn:aws:sns:eu-west-1:111111111111:updates", account = "111111111111" }
    }
  }

  expect_failures = [var.senders]
}
