mock_provider "aws" {}

variables {
  schedule = {
    name        = "nightly"
    group_arn   = "arn:aws:scheduler:eu-west-1:333333333333:schedule-group/nightly"
    description = "The books are closed."
    expression  = "cron(0 3 * * ? *)"
    timezone    = "Europe/Berlin"
    enabled     = true
    role        = { name = "nightly_schedule", arn = "arn:aws:iam::333333333333:role/nightly_schedule" }
    event = {
      bus_arn     = "arn:aws:events:eu-west-1:333333333333:event-bus/payments"
      source      = "payments.ledger.nightly"
      detail_type = "Scheduled.v1"
      detail      = "{\"data\":{\"due\":\"<aws.scheduler.scheduled-time>\"}}"
    }
    retry            = { seconds = 3600, attempts = 20 }
    dead_letters_arn = "arn:aws:sqs:eu-west-1:333333333333:nightly_dead"
  }
}

run "it_puts_its_event_on_the_bus_at_its_times" {
  command = plan

  assert {
    condition = (
      aws_scheduler_schedule.schedule.schedule_expression == "cron(0 3 * * ? *)"
      && aws_scheduler_schedule.schedule.schedule_expression_timezone == "Europe/Berlin"
      && aws_scheduler_schedule.schedule.flexible_time_window[0].mode == "OFF"
      && aws_scheduler_schedule.schedule.state == "ENABLED"
    )
    error_message = "The times are those that were asked for, to the minute."
  }

  assert {
    condition = (
      aws_scheduler_schedule.schedule.target[0].arn == var.schedule.event.bus_arn
      && aws_scheduler_schedule.schedule.target[0].role_arn == var.schedule.role.arn
      && aws_scheduler_schedule.schedule.target[0].input == var.schedule.event.detail
      && aws_scheduler_schedule.schedule.target[0].eventbridge_parameters[0].source == "payments.ledger.nightly"
      && aws_scheduler_schedule.schedule.target[0].eventbridge_parameters[0].detail_type == "Scheduled.v1"
    )
    error_message = "The event is the schedule's own."
  }
}

run "it_is_alone_in_its_group" {
  command = plan

  assert {
    condition     = aws_scheduler_schedule_group.schedule.name == "nightly" && aws_scheduler_schedule.schedule.group_name == "nightly"
    error_message = "The group is what the role knows the schedule by."
  }
}

run "what_fails_is_tried_again_and_then_kept" {
  command = plan

  assert {
    condition = (
      aws_scheduler_schedule.schedule.target[0].retry_policy[0].maximum_event_age_in_seconds == 3600
      && aws_scheduler_schedule.schedule.target[0].retry_policy[0].maximum_retry_attempts == 20
      && aws_scheduler_schedule.schedule.target[0].dead_letter_config[0].arn == var.schedule.dead_letters_arn
    )
    error_message = "A time that could not be brought to the bus is not lost without a trace."
  }
}

run "scheduler_assumes_the_role_for_this_schedule_only" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.schedule.assume_role_policy).Statement == [{
      Sid       = "AssumeForThisSchedule"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.schedule.group_arn }
        StringEquals = { "aws:SourceAccount" = "333333333333" }
      }
    }]
    error_message = "No other account's schedule, and no other one of this account, acts as this role."
  }
}

run "the_role_does_nothing_but_what_the_schedule_is_for" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.schedule.policy).Statement == [
      {
        Sid      = "PutItsEvent"
        Effect   = "Allow"
        Action   = "events:PutEvents"
        Resource = var.schedule.event.bus_arn
        Condition = {
          StringEquals = { "events:source" = "payments.ledger.nightly", "events:detail-type" = "Scheduled.v1" }
        }
      },
      {
        Sid      = "KeepWhatFailed"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = var.schedule.dead_letters_arn
      },
    ]
    error_message = "It publishes nothing else, nowhere else."
  }
}

run "one_that_has_not_begun_is_disabled" {
  command = plan

  variables {
    schedule = merge(var.schedule, { enabled = false })
  }

  assert {
    condition     = aws_scheduler_schedule.schedule.state == "DISABLED"
    error_message = "It sends nothing yet."
  }
}

run "a_rate_is_an_expression" {
  command = plan

  variables {
    schedule = merge(var.schedule, { expression = "rate(1 hour)" })
  }

  assert {
    condition     = aws_scheduler_schedule.schedule.schedule_expression == "rate(1 hour)"
    error_message = "A rate is taken as it is."
  }
}

run "seconds_are_no_rate" {
  command = plan

  variables {
    schedule = merge(var.schedule, { expression = "rate(30 seconds)" })
  }

  expect_failures = [var.schedule]
}

run "a_name_is_one_that_scheduler_takes" {
  command = plan

  variables {
    schedule = merge(var.schedule, {
      name = "night ly", group_arn = "arn:aws:scheduler:eu-west-1:333333333333:schedule-group/night ly"
    })
  }

  expect_failures = [var.schedule]
}

run "the_group_has_the_schedules_name" {
  command = plan

  variables {
    schedule = merge(var.schedule, { group_arn = "arn:aws:scheduler:eu-west-1:333333333333:schedule-group/default" })
  }

  expect_failures = [var.schedule]
}

run "the_role_is_of_the_same_account" {
  command = plan

  variables {
    schedule = merge(var.schedule, {
      role = { name = "nightly_schedule", arn = "arn:aws:iam::222222222222:role/nightly_schedule" }
    })
  }

  expect_failures = [var.schedule]
}

run "the_bus_is_of_the_same_account" {
  command = plan

  variables {
    schedule = merge(var.schedule, {
      event = merge(var.schedule.event, { bus_arn = "arn:aws:events:eu-west-1:222222222222:event-bus/orders" })
    })
  }

  expect_failures = [var.schedule]
}

run "the_dead_letters_are_of_the_same_account" {
  command = plan

  variables {
    schedule = merge(var.schedule, { dead_letters_arn = "arn:aws:sqs:eu-west-1:222222222222:nightly_dead" })
  }

  expect_failures = [var.schedule]
}

run "the_dead_letters_are_a_queue" {
  command = plan

  variables {
    schedule = merge(var.schedule, { dead_letters_arn = "arn:aws:sns:eu-west-1:333333333333:nightly_dead" })
  }

  expect_failures = [var.schedule]
}

run "it_puts_its_event_on_a_bus" {
  command = plan

  variables {
    schedule = merge(var.schedule, {
      event = merge(var.schedule.event, { bus_arn = "arn:aws:sqs:eu-west-1:333333333333:payments" })
    })
  }

  expect_failures = [var.schedule]
}

run "the_detail_is_json" {
  command = plan

  variables {
    schedule = merge(var.schedule, { event = merge(var.schedule.event, { detail = "it is time" }) })
  }

  expect_failures = [var.schedule]
}

run "a_day_of_retries_is_the_most" {
  command = plan

  variables {
    schedule = merge(var.schedule, { retry = { seconds = 86401, attempts = 185 } })
  }

  expect_failures = [var.schedule]
}
