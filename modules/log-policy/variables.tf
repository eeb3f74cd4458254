variable "log_policy" {
  description = <<-EOT
    The policy: its name, the log groups of one account, and the rules of that account (`account`) that may write to them.
  EOT
  type = object({
    name      = string
    account   = string
    log_arns  = list(string)
    rule_arns = list(string)
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.log_policy.name))
    error_message = "\"${var.log_policy.name}\" is not a name: at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition = length(var.log_policy.log_arns) > 0 && alltrue([
      for arn in var.log_policy.log_arns : can(regex("^arn:aws:logs:[a-z0-9-]+:${var.log_policy.account}:log-group:/aws/events/[A-Za-z0-9_-]+$", arn))
    ])
    error_message = "What is written to are log groups of the account ${var.log_policy.account}, below \"/aws/events/\"."
  }

  validation {
    condition = length(var.log_policy.rule_arns) > 0 && alltrue([
      for arn in var.log_policy.rule_arns : can(regex("^arn:aws:events:[a-z0-9-]+:${var.log_policy.account}:rule/[A-Za-z0-9/_-]+$", arn))
    ])
    error_message = "Who writes are rules of the account ${var.log_policy.account}: EventBridge delivers to no log group elsewhere."
  }
}
