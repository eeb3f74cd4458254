mock_provider "aws" {}

variables {
  table = {
    name = "pack"
    arn  = "arn:aws:dynamodb:eu-west-1:333333333333:table/pack"
  }
}

run "an_event_is_known_by_its_id" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.handled.hash_key == "id" && aws_dynamodb_table.handled.range_key == null
    error_message = "meshkit writes one item for each event."
  }
}

run "marks_go_when_their_time_is_over" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.handled.ttl[0].enabled && aws_dynamodb_table.handled.ttl[0].attribute_name == "expires_at"
    error_message = "Otherwise the table grows for ever."
  }
}

run "no_capacity_is_set_beforehand" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.handled.billing_mode == "PAY_PER_REQUEST"
    error_message = "A mark that is throttled fails its event."
  }
}

run "marks_are_encrypted" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.handled.server_side_encryption[0].enabled
    error_message = "The key is that of DynamoDB in this account."
  }
}

run "marks_can_be_put_back" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.handled.point_in_time_recovery[0].enabled
    error_message = "Who loses the marks handles again what comes again."
  }
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    table = merge(var.table, { name = "pack.it" })
  }

  expect_failures = [var.table]
}

run "the_arn_is_that_of_the_name" {
  command = plan

  variables {
    table = merge(var.table, { name = "other" })
  }

  expect_failures = [var.table]
}
