# The system's local bus, and who may bring events there besides the system itself.

resource "aws_cloudwatch_event_bus" "local" {
  name        = var.bus.name
  description = var.bus.description
}

# Each delivery role brings one event from the hub. It is made after the bus, and EventBridge refuses a principal that is not
# there: hence its account, narrowed to the roles.
resource "aws_cloudwatch_event_bus_policy" "local" {
  count = length(var.hops) > 0 ? 1 : 0

  event_bus_name = aws_cloudwatch_event_bus.local.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Hops"
      Effect    = "Allow"
      Action    = "events:PutEvents"
      Resource  = var.bus.arn
      Principal = { AWS = [for account in distinct(values(var.hops)[*].account) : "arn:aws:iam::${account}:root"] }
      Condition = { ArnEquals = { "aws:PrincipalArn" = sort(values(var.hops)[*].arn) } }
    }]
  })
}

variable "bus" {
  description = "The system's local bus: private events travel on it, and what comes over a hop."
  type = object({
    name        = string
    arn         = string
    description = string
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.bus.name))
    error_message = "\"${var.bus.name}\" is not a name: at most 64 letters, digits, \"_\" and \"-\"."
  }

  validation {
    condition     = var.bus.arn == "arn:aws:events:${var.stack.region}:${var.stack.account}:event-bus/${var.bus.name}"
    error_message = "\"${var.bus.arn}\" is not the ARN of the bus \"${var.bus.name}\" in this account and Region."
  }
}

variable "hops" {
  description = "Who brings events of the hub to the local bus, by \"<system>/<event>\": delivery roles of the hub's account."
  type        = map(object({ via = string, arn = string, account = string }))

  validation {
    condition     = alltrue([for hop in var.hops : hop.via == "role"])
    error_message = "EventBridge puts events on a bus with a role (via \"role\")."
  }
}
