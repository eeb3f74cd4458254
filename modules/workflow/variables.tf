variable "workflow" {
  description = <<-EOT
    The workflow. express: whether it runs for at most five minutes, many times a second. definition: JSON text in Amazon
    States Language. uses: which actions its tasks need, on which functions, queues and topics of the system.
    log_keep_days: for how long what it logs is kept.
  EOT
  type = object({
    name          = string
    arn           = string
    role          = object({ name = string, arn = string })
    express       = bool
    definition    = string
    log_keep_days = number
    uses          = list(object({ action = string, arns = list(string) }))
  })

  validation {
    condition = alltrue([
      for name in [var.workflow.name, var.workflow.role.name] : can(regex("^[A-Za-z0-9_-]{1,64}$", name))
    ])
    error_message = "\"${var.workflow.name}\" or its role has no name of at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition     = can(regex("^arn:aws:states:[a-z0-9-]+:[0-9]{12}:stateMachine:${var.workflow.name}$", var.workflow.arn))
    error_message = "\"${var.workflow.arn}\" is not the ARN of the workflow \"${var.workflow.name}\"."
  }

  validation {
    condition     = var.workflow.role.arn == "arn:aws:iam::${split(":", var.workflow.arn)[4]}:role/${var.workflow.role.name}"
    error_message = "\"${var.workflow.role.arn}\" is not the ARN of the role \"${var.workflow.role.name}\" in the workflow's account."
  }

  validation {
    condition     = can(keys(jsondecode(var.workflow.definition).States))
    error_message = "The definition of \"${var.workflow.name}\" is not a state machine in JSON."
  }

  validation {
    condition = alltrue([
      for use in var.workflow.uses : length(use.arns) > 0
      && contains(["lambda:InvokeFunction", "sns:Publish", "sqs:SendMessage"], use.action)
      && alltrue([for arn in use.arns : !strcontains(arn, "*")])
    ])
    error_message = "\"${var.workflow.name}\" invokes functions, and sends to queues and topics, each by its ARN."
  }
}
