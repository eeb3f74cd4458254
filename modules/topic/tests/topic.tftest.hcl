mock_provider "aws" {}

variables {
  topic = {
    name    = "updates"
    arn     = "arn:aws:sns:eu-west-1:333333333333:updates"
    senders = {}
  }
  rule = { via = "service", arn = "arn:aws:events:eu-west-1:333333333333:rule/b/placed", account = "333333333333" }
  role = { via = "role", arn = "arn:aws:iam::111111111111:role/placed_delivery", account = "111111111111" }
  all = [
    "sns:AddPermission", "sns:DeleteTopic", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish",
    "sns:RemovePermission", "sns:SetTopicAttributes", "sns:Subscribe",
  ]
}

run "a_rule_publishes_for_itself_and_does_nothing_else" {
  command = plan

  variables {
    topic = merge(var.topic, { senders = { placed = var.rule } })
  }

  assert {
    condition = one([for one in jsondecode(aws_sns_topic.topic.policy).Statement : one if one.Sid == "placed"]) == {
      Sid       = "placed"
      Effect    = "Allow"
      Action    = "sns:Publish"
      Resource  = var.topic.arn
      Principal = { Service = "events.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.rule.arn }
        StringEquals = { "aws:SourceAccount" = "333333333333" }
      }
    }
    error_message = "EventBridge publishes for this rule of this account only."
  }
}

run "a_delivery_role_publishes_from_its_account" {
  command = plan

  variables {
    topic = merge(var.topic, { senders = { placed = var.role } })
  }

  assert {
    condition = one([for one in jsondecode(aws_sns_topic.topic.policy).Statement : one if one.Sid == "placed"]) == {
      Sid       = "placed"
      Effect    = "Allow"
      Action    = "sns:Publish"
      Resource  = var.topic.arn
      Principal = { AWS = "arn:aws:iam::111111111111:root" }
      Condition = { ArnEquals = { "aws:PrincipalArn" = var.role.arn } }
    }
    error_message = "Nobody of the account publishes but the delivery role."
  }

  assert {
    condition = one([for one in jsondecode(aws_sns_topic.topic.policy).Statement : one if one.Sid == "OwnAccountOnly"]).Condition == {
      StringNotEquals = { "aws:PrincipalAccount" = "333333333333" }
      BoolIfExists    = { "aws:PrincipalIsAWSService" = "false" }
      ArnNotEquals    = { "aws:PrincipalArn" = [var.role.arn] }
    }
    error_message = "The delivery role is let through, and nobody else of another account."
  }
}

run "nobody_of_another_account_gets_in_whatever_is_added" {
  command = plan

  assert {
    condition = jsondecode(aws_sns_topic.topic.policy).Statement == [
      {
        Sid       = "EncryptedOnly"
        Effect    = "Deny"
        Action    = "sns:Publish"
        Resource  = var.topic.arn
        Principal = "*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "OwnAccountOnly"
        Effect    = "Deny"
        Action    = var.all
        Resource  = var.topic.arn
        Principal = "*"
        Condition = {
          StringNotEquals = { "aws:PrincipalAccount" = "333333333333" }
          BoolIfExists    = { "aws:PrincipalIsAWSService" = "false" }
        }
      },
      {
        Sid       = "ServicesForOwnAccountOnly"
        Effect    = "Deny"
        Action    = var.all
        Resource  = var.topic.arn
        Principal = "*"
        Condition = {
          Bool            = { "aws:PrincipalIsAWSService" = "true" }
          StringNotEquals = { "aws:SourceAccount" = "333333333333" }
          ArnNotLike      = { "aws:SourceArn" = ["arn:aws:*:*:333333333333:*"] }
        }
      },
    ]
    error_message = "Without senders the policy denies and allows nothing."
  }
}

run "a_rule_elsewhere_is_let_through" {
  command = plan

  variables {
    topic = merge(var.topic, {
      senders = { far = { via = "service", arn = "arn:aws:events:eu-west-1:111111111111:rule/hub/far", account = "111111111111" } }
    })
  }

  assert {
    condition = one([
      for one in jsondecode(aws_sns_topic.topic.policy).Statement : one if one.Sid == "ServicesForOwnAccountOnly"
    ]).Condition.ArnNotLike["aws:SourceArn"] == ["arn:aws:*:*:333333333333:*", var.topic.senders.far.arn]
    error_message = "A rule that may publish is not denied it."
  }
}

run "a_topic_is_no_fifo_topic_unless_its_name_says_so" {
  command = plan

  assert {
    condition     = !aws_sns_topic.topic.fifo_topic && !aws_sns_topic.topic.content_based_deduplication
    error_message = "A standard topic keeps no order."
  }
}

run "a_fifo_topic_knows_duplicates_by_their_content" {
  command = plan

  variables {
    topic = merge(var.topic, { name = "updates.fifo", arn = "arn:aws:sns:eu-west-1:333333333333:updates.fifo" })
  }

  assert {
    condition     = aws_sns_topic.topic.fifo_topic && aws_sns_topic.topic.content_based_deduplication
    error_message = "Who publishes need not give an id."
  }
}

run "eventbridge_does_not_deliver_to_a_fifo_topic" {
  command = plan

  variables {
    topic = {
      name = "updates.fifo", arn = "arn:aws:sns:eu-west-1:333333333333:updates.fifo", senders = { placed = var.rule }
    }
  }

  expect_failures = [var.topic]
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    topic = merge(var.topic, { name = "no name", arn = "arn:aws:sns:eu-west-1:333333333333:no name" })
  }

  expect_failures = [var.topic]
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    topic = merge(var.topic, { arn = "arn:aws:sns:eu-west-1:333333333333:other" })
  }

  expect_failures = [var.topic]
}

run "a_sender_is_a_rule_or_a_role" {
  command = plan

  variables {
    topic = merge(var.topic, { senders = { placed = merge(var.rule, { via = "user" }) } })
  }

  expect_failures = [var.topic]
}

run "a_sender_is_of_the_account_that_it_names" {
  command = plan

  variables {
    topic = merge(var.topic, { senders = { placed = merge(var.role, { account = "222222222222" }) } })
  }

  expect_failures = [var.topic]
}
