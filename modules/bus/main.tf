# A bus beside the local one of a system, and who may bring events there. Functions of its account may because their roles say so.

resource "aws_cloudwatch_event_bus" "bus" {
  name        = var.further_bus.name
  description = var.further_bus.description
}

# A delivery role is made after the bus, and EventBridge refuses a principal that is not there: hence its account, narrowed to
# the role.
resource "aws_cloudwatch_event_bus_policy" "bus" {
  count = length(var.further_bus.senders) == 0 ? 0 : 1 # EventBridge refuses a policy without statements

  event_bus_name = aws_cloudwatch_event_bus.bus.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Routes"
      Effect    = "Allow"
      Action    = "events:PutEvents"
      Resource  = var.further_bus.arn
      Principal = { AWS = [for account in sort(distinct(values(var.further_bus.senders)[*].account)) : "arn:aws:iam::${account}:root"] }
      Condition = { ArnEquals = { "aws:PrincipalArn" = sort(values(var.further_bus.senders)[*].arn) } }
    }]
  })
}
