# What the function may do: write its own log, publish its own events, consume its own queues and streams, write to channels of
# its system, keep what it failed on, and remember what it has handled. Nothing else.

locals {
  log_group = "/aws/lambda/${var.function.name}"
  region    = split(":", var.function.arn)[3]
  account   = split(":", var.function.arn)[4]

  may_log = {
    Sid    = "WriteLog"
    Effect = "Allow"
    Action = ["logs:CreateLogStream", "logs:PutLogEvents"]
    # The streams of one group: the only place where the name of a resource can not be known beforehand.
    Resource = "arn:aws:logs:${local.region}:${local.account}:log-group:${local.log_group}:*"
  }

  may_publish = [
    for bus, publication in var.function.publishes : {
      Sid      = "PublishOn${title(bus)}"
      Effect   = "Allow"
      Action   = "events:PutEvents"
      Resource = publication.bus_arn
      Condition = {
        StringEquals = {
          "events:source"      = publication.source
          "events:detail-type" = publication.detail_types
        }
      }
    }
  ]
}

# What it reads of its own system, and writes to.
locals {
  may_consume = [
    for queue_arns in [[for arn in var.function.consumes : arn if startswith(arn, "arn:aws:sqs:")]] : {
      Sid      = "Consume"
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      Resource = queue_arns
    } if length(queue_arns) > 0
  ]

  may_read = [
    for stream_arns in [[for arn in var.function.consumes : arn if startswith(arn, "arn:aws:kinesis:")]] : {
      Sid      = "Read"
      Effect   = "Allow"
      Action   = ["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"]
      Resource = stream_arns
    } if length(stream_arns) > 0
  ]

  may_write = [
    for write in var.function.writes : merge(
      {
        Sid      = join("", [for word in split(":", write.action) : title(word)])
        Effect   = "Allow"
        Action   = write.action
        Resource = write.arns
      },
      { for key in ["Condition"] : key => { StringEquals = { "events:source" = write.as_source } } if write.as_source != null },
    )
  ]

  may_give_up = [
    for dead_letters_arn in var.function.dead_letters_arn[*] : {
      Sid      = "KeepWhatFailed"
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = dead_letters_arn
    }
  ]

  may_tell = [
    for queue_arns in [var.function.on_failure_arns] : {
      Sid      = "TellWhatFailed"
      Effect   = "Allow"
      Action   = "sqs:SendMessage"
      Resource = queue_arns
    } if length(queue_arns) > 0
  ]
}

# No more than marking an event as begun and as done, and taking the mark back: it reads what stood there from the answer.
locals {
  may_remember = [
    for table in var.function.table[*] : {
      Sid      = "RememberWhatIsHandled"
      Effect   = "Allow"
      Action   = ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
      Resource = table.arn
    }
  ]
}

resource "aws_iam_role" "function" {
  name        = var.function.role.name
  description = "What the function ${var.function.name} may do."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = var.function.arn }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  name = "function"
  role = aws_iam_role.function.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat([local.may_log], local.may_publish, local.may_consume, local.may_read, local.may_write, local.may_give_up, local.may_tell, local.may_remember)
  })

  lifecycle {
    precondition {
      condition = alltrue(flatten([
        for write in var.function.writes : [for arn in write.arns : split(":", arn)[4] == local.account]
      ]))
      error_message = "\"${var.function.name}\" writes to another account: between systems, events travel over EventBridge."
    }

    precondition {
      condition = alltrue([
        for write in var.function.writes : length(write.arns) > 0
        && contains(["events:PutEvents", "kinesis:PutRecord", "kinesis:PutRecords", "sns:Publish", "sqs:SendMessage"], write.action)
        && alltrue([for arn in write.arns : !strcontains(arn, "*")])
      ])
      error_message = "\"${var.function.name}\" writes to queues, topics, streams and buses, each by its ARN."
    }

    precondition {
      condition     = alltrue([for write in var.function.writes : (write.action == "events:PutEvents") == (write.as_source != null)])
      error_message = "\"${var.function.name}\" puts events on a bus under any source, in the name of every service."
    }
  }
}
