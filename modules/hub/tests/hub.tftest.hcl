mock_provider "aws" {}

variables {
  bus = {
    name        = "shop_local_hub"
    arn         = "arn:aws:events:eu-west-1:111111111111:event-bus/shop_local_hub"
    description = "The hub of shop."
    archive     = { name = "shop_local_hub", keep_days = 30 }
    policy_form = "sources"
    publishers = {
      orders   = { accounts = ["222222222222"], sources = ["orders.checkout", "orders.returns"] }
      payments = { accounts = ["333333333333"], sources = ["payments.capture"] }
    }
  }
}

run "each_account_publishes_its_own_sources_and_no_others" {
  command = plan

  assert {
    condition = jsondecode(aws_cloudwatch_event_bus_policy.hub[0].policy).Statement[0] == {
      Sid       = "orders"
      Effect    = "Allow"
      Action    = "events:PutEvents"
      Resource  = var.bus.arn
      Principal = { AWS = ["arn:aws:iam::222222222222:root"] }
      Condition = { StringEquals = { "events:source" = ["orders.checkout", "orders.returns"] } }
    }
    error_message = "Orders publishes as orders."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_event_bus_policy.hub[0].policy).Statement) == 2
    error_message = "One statement a publisher."
  }
}

run "many_publishers_are_let_in_by_their_accounts" {
  command = plan

  variables {
    bus = merge(var.bus, {
      policy_form = "accounts"
      publishers  = merge(var.bus.publishers, { returns = { accounts = ["333333333333", "222222222222"], sources = [] } })
    })
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_bus_policy.hub[0].policy).Statement == [{
      Sid       = "accounts"
      Effect    = "Allow"
      Action    = "events:PutEvents"
      Resource  = var.bus.arn
      Principal = { AWS = ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"] }
    }]
    error_message = "Each account once, and no other."
  }
}

run "named_accounts_are_held_to_the_organisation_as_well" {
  command = plan

  variables {
    bus = merge(var.bus, { policy_form = "accounts", organization = "o-a1b2c3d4e5" })
  }

  assert {
    condition = (
      jsondecode(aws_cloudwatch_event_bus_policy.hub[0].policy).Statement[0].Condition
      == { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    )
    error_message = "An account that has left the organisation does not publish any more."
  }
}

run "more_publishers_are_let_in_by_their_organisation" {
  command = plan

  variables {
    bus = merge(var.bus, { policy_form = "organization", organization = "o-a1b2c3d4e5" })
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_bus_policy.hub[0].policy).Statement == [{
      Sid       = "organization"
      Effect    = "Allow"
      Action    = "events:PutEvents"
      Resource  = var.bus.arn
      Principal = "*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
    error_message = "Everybody of the organisation, and nobody else."
  }
}

run "nobody_is_let_in_by_an_organisation_that_is_not_named" {
  command = plan

  variables {
    bus = merge(var.bus, { policy_form = "organization" })
  }

  expect_failures = [var.bus]
}

run "a_policy_has_one_of_three_forms" {
  command = plan

  variables {
    bus = merge(var.bus, { policy_form = "everybody" })
  }

  expect_failures = [var.bus]
}

run "every_event_is_archived" {
  command = plan

  assert {
    condition     = aws_cloudwatch_event_archive.hub.event_source_arn == var.bus.arn && aws_cloudwatch_event_archive.hub.retention_days == 30
    error_message = "The archive keeps the hub's events for 30 days."
  }

  assert {
    condition     = aws_cloudwatch_event_archive.hub.event_pattern == null
    error_message = "The archive leaves no event out."
  }
}

run "a_hub_without_publishers_has_no_policy" {
  command = plan

  variables {
    bus = merge(var.bus, { publishers = {} })
  }

  assert {
    condition     = length(aws_cloudwatch_event_bus_policy.hub) == 0
    error_message = "EventBridge refuses a policy without statements."
  }
}

run "no_system_publishes_in_the_name_of_another" {
  command = plan

  variables {
    bus = merge(var.bus, { publishers = { orders = { accounts = ["222222222222"], sources = ["payments.capture"] } } })
  }

  expect_failures = [var.bus]
}

run "an_organisation_closes_the_hub_to_everybody_else" {
  command = plan

  variables {
    bus = merge(var.bus, { organization = "o-a1b2c3d4e5" })
  }

  assert {
    condition = alltrue([
      for one in jsondecode(aws_cloudwatch_event_bus_policy.hub[0].policy).Statement :
      one.Condition.StringEquals["aws:PrincipalOrgID"] == "o-a1b2c3d4e5"
    ])
    error_message = "Every statement is for accounts of the organisation alone."
  }
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    bus = merge(var.bus, { name = "no name", arn = "arn:aws:events:eu-west-1:111111111111:event-bus/no name" })
  }

  expect_failures = [var.bus]
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    bus = merge(var.bus, { arn = "arn:aws:events:eu-west-1:111111111111:event-bus/other" })
  }

  expect_failures = [var.bus]
}

run "an_archive_has_a_short_name" {
  command = plan

  variables {
    bus = merge(var.bus, { archive = { name = join("", [for at in range(49) : "a"]), keep_days = 30 } })
  }

  expect_failures = [var.bus]
}

run "a_publisher_has_an_account" {
  command = plan

  variables {
    bus = merge(var.bus, { publishers = { orders = { accounts = ["2222"], sources = ["orders.checkout"] } } })
  }

  expect_failures = [var.bus]
}
