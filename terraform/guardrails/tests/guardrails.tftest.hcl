# What the root makes, and what it refuses: there is nobody in AWS who would say so before it is too late.

mock_provider "aws" {}

variables {
  stack = {
    mesh    = "shop"
    stage   = "organization"
    name    = "guardrails"
    region  = "eu-west-1"
    account = "888888888888"
    tags    = {}
  }
  organization   = "o-a1b2c3d4e5"
  delivery_roles = ["arn:aws:iam::111111111111:role/shop_dev_*"]
  deploy_roles   = ["arn:aws:iam::*:role/MeshDeploy"]
  guarded        = ["arn:aws:sqs:*:*:shop_*"]
  excepted       = { other_accounts = [], control_plane = [], organization = [], services_of = [] }
  attach_to      = []
}

run "nobody_is_bound_unless_named" {
  command = plan

  assert {
    condition     = length(aws_organizations_policy_attachment.principals) + length(aws_organizations_policy_attachment.resources) == 0
    error_message = "The guardrails are attached to something."
  }
}

run "both_policies_bind_what_is_named" {
  command = plan

  variables {
    attach_to = ["222222222222", "ou-ab12-c3d4e5f6"]
  }

  assert {
    condition     = keys(aws_organizations_policy_attachment.principals) == ["222222222222", "ou-ab12-c3d4e5f6"]
    error_message = "The service control policy binds others than those named."
  }

  assert {
    condition     = keys(aws_organizations_policy_attachment.resources) == ["222222222222", "ou-ab12-c3d4e5f6"]
    error_message = "The resource control policy binds others than those named."
  }
}

run "both_policies_deny_alone" {
  command = plan

  assert {
    condition = alltrue([
      for text in [aws_organizations_policy.principals.content, aws_organizations_policy.resources.content] :
      alltrue([for statement in jsondecode(text).Statement : statement.Effect == "Deny"])
    ])
    error_message = "A guardrail allows something."
  }
}

run "without_exceptions_no_condition_is_empty" {
  command = plan

  assert {
    condition     = !strcontains(aws_organizations_policy.resources.content, "[]") && !strcontains(aws_organizations_policy.resources.content, "{}")
    error_message = "AWS refuses a condition without values."
  }
}

run "the_management_account_can_not_be_bound" {
  command = plan

  variables {
    attach_to = ["888888888888"]
  }

  expect_failures = [var.attach_to]
}

run "what_is_bound_is_an_account_a_unit_or_the_root" {
  command = plan

  variables {
    attach_to = ["payments"]
  }

  expect_failures = [var.attach_to]
}

run "somebody_delivers" {
  command = plan

  variables {
    delivery_roles = []
  }

  expect_failures = [var.delivery_roles]
}

run "not_every_role_of_an_account_delivers" {
  command = plan

  variables {
    delivery_roles = ["arn:aws:iam::111111111111:role/*"]
  }

  expect_failures = [var.delivery_roles]
}

run "somebody_deploys" {
  command = plan

  variables {
    deploy_roles = []
  }

  expect_failures = [var.deploy_roles]
}

run "not_every_role_deploys" {
  command = plan

  variables {
    deploy_roles = ["arn:aws:iam::*:role/*"]
  }

  expect_failures = [var.deploy_roles]
}

run "not_everything_is_guarded" {
  command = plan

  variables {
    guarded = ["*"]
  }

  expect_failures = [var.guarded]
}

run "an_organisation_has_an_id" {
  command = plan

  variables {
    organization = "shop"
  }

  expect_failures = [var.organization]
}

run "who_is_excepted_has_an_account" {
  command = plan

  variables {
    excepted = { other_accounts = ["*"], control_plane = [], organization = [], services_of = [] }
  }

  expect_failures = [var.excepted]
}

run "a_service_control_policy_that_aws_would_refuse_is_refused" {
  command = plan

  variables {
    excepted = {
      other_accounts = [for number in range(200) : "arn:aws:iam::222222222222:role/migration-of-many-queues-${number}"]
      control_plane  = []
      organization   = []
      services_of    = []
    }
  }

  expect_failures = [aws_organizations_policy.principals]
}

run "a_resource_control_policy_that_aws_would_refuse_is_refused" {
  command = plan

  variables {
    excepted = {
      other_accounts = []
      control_plane  = []
      organization   = [for number in range(100) : "arn:aws:iam::222222222222:role/migration-of-many-queues-${number}"]
      services_of    = []
    }
  }

  expect_failures = [aws_organizations_policy.resources]
}
