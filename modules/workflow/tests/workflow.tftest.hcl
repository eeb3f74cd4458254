mock_provider "aws" {}

variables {
  workflow = {
    name          = "judge"
    arn           = "arn:aws:states:eu-west-1:333333333333:stateMachine:judge"
    role          = { name = "judge_workflow", arn = "arn:aws:iam::333333333333:role/judge_workflow" }
    express       = false
    definition    = "{\"StartAt\":\"Done\",\"States\":{\"Done\":{\"Type\":\"Succeed\"}}}"
    log_keep_days = 30
    uses          = []
  }
  calls = { action = "lambda:InvokeFunction", arns = ["arn:aws:lambda:eu-west-1:333333333333:function:book"] }
}

run "a_standard_workflow_runs_its_definition_as_its_role" {
  command = plan

  assert {
    condition = (
      aws_sfn_state_machine.workflow.type == "STANDARD" && aws_sfn_state_machine.workflow.role_arn == var.workflow.role.arn
      && aws_sfn_state_machine.workflow.definition == var.workflow.definition && aws_sfn_state_machine.workflow.name == "judge"
    )
    error_message = "A workflow is what the catalogue says."
  }
}

run "the_role_serves_this_workflow_only" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.workflow.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "states.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.workflow.arn }
        StringEquals = { "aws:SourceAccount" = "333333333333" }
      }
    }]
    error_message = "Step Functions may take the role for this workflow of this account."
  }
}

run "a_workflow_without_tasks_may_have_its_log_delivered_and_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.workflow.policy).Statement == [{
      Sid    = "DeliverLog"
      Effect = "Allow"
      Action = [
        "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
      ]
      Resource = "*"
    }]
    error_message = "What is not asked for is not allowed."
  }
}

run "a_workflow_may_do_what_its_tasks_say" {
  command = plan

  variables {
    workflow = merge(var.workflow, { uses = [var.calls] })
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.workflow.policy).Statement[1] == {
      Sid      = "UseLambda"
      Effect   = "Allow"
      Action   = "lambda:InvokeFunction"
      Resource = ["arn:aws:lambda:eu-west-1:333333333333:function:book"]
    }
    error_message = "A task that calls a function needs to invoke that function."
  }
}

run "what_it_logs_is_kept_as_long_as_is_said_and_holds_no_data" {
  command = plan

  assert {
    condition = (
      aws_cloudwatch_log_group.workflow.name == "/aws/vendedlogs/states/judge" && aws_cloudwatch_log_group.workflow.retention_in_days == 30
      && aws_sfn_state_machine.workflow.logging_configuration[0].log_destination == "arn:aws:logs:eu-west-1:333333333333:log-group:/aws/vendedlogs/states/judge:*"
      && !aws_sfn_state_machine.workflow.logging_configuration[0].include_execution_data
      && aws_sfn_state_machine.workflow.logging_configuration[0].level == "ERROR"
    )
    error_message = "A standard workflow logs its errors, into its own group."
  }
}

run "an_express_workflow_logs_every_step" {
  command = plan

  variables {
    workflow = merge(var.workflow, { express = true })
  }

  assert {
    condition     = aws_sfn_state_machine.workflow.type == "EXPRESS" && aws_sfn_state_machine.workflow.logging_configuration[0].level == "ALL"
    error_message = "Nothing else tells of an express workflow."
  }
}

run "what_is_of_another_account_is_not_used" {
  command = plan

  variables {
    workflow = merge(var.workflow, {
      uses = [{ action = "lambda:InvokeFunction", arns = ["arn:aws:lambda:eu-west-1:222222222222:function:book"] }]
    })
  }

  expect_failures = [aws_iam_role_policy.workflow]
}

run "an_action_that_no_task_needs_is_refused" {
  command = plan

  variables {
    workflow = merge(var.workflow, { uses = [merge(var.calls, { action = "lambda:DeleteFunction" })] })
  }

  expect_failures = [var.workflow]
}

run "all_functions_at_once_are_refused" {
  command = plan

  variables {
    workflow = merge(var.workflow, { uses = [merge(var.calls, { arns = ["arn:aws:lambda:eu-west-1:333333333333:function:*"] })] })
  }

  expect_failures = [var.workflow]
}

run "a_definition_that_is_no_state_machine_is_refused" {
  command = plan

  variables {
    workflow = merge(var.workflow, { definition = "{}" })
  }

  expect_failures = [var.workflow]
}

run "the_arn_is_that_of_the_workflow" {
  command = plan

  variables {
    workflow = merge(var.workflow, { arn = "arn:aws:states:eu-west-1:333333333333:stateMachine:other" })
  }

  expect_failures = [var.workflow]
}

run "the_role_is_in_the_account_of_the_workflow" {
  command = plan

  variables {
    workflow = merge(var.workflow, { role = { name = "judge_workflow", arn = "arn:aws:iam::222222222222:role/judge_workflow" } })
  }

  expect_failures = [var.workflow]
}

run "a_long_name_is_refused" {
  command = plan

  variables {
    workflow = merge(var.workflow, {
      name = join("", [for index in range(65) : "x"])
      arn  = "arn:aws:states:eu-west-1:333333333333:stateMachine:${join("", [for index in range(65) : "x"])}"
    })
  }

  expect_failures = [var.workflow]
}
