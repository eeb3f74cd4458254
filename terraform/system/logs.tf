# The log groups that events are written to, and the one policy by which EventBridge may.

locals {
  written_logs = { for key, log in var.logs : key => log if length(log.senders) > 0 }
}

module "log" {
  source   = "../../modules/log"
  for_each = var.logs

  log = each.value
}

module "log_policy" {
  source = "../../modules/log-policy"
  count  = length(local.written_logs) > 0 ? 1 : 0

  log_policy = {
    name      = var.bus.name
    account   = var.stack.account
    log_arns  = values(local.written_logs)[*].arn
    rule_arns = sort(distinct(flatten([for log in local.written_logs : values(log.senders)[*].arn])))
  }
}

variable "logs" {
  description = "The log groups, by \"<service>/<log>\"; senders by subscription, rules of this account."
  type = map(object({
    name      = string
    arn       = string
    keep_days = number
    senders   = map(object({ via = string, arn = string, account = string }))
  }))

  validation {
    condition     = alltrue(flatten([for log in var.logs : [for sender in log.senders : sender.via == "service"]]))
    error_message = "EventBridge writes to a log group for a rule (via \"service\"), never with a role."
  }
}
