# What the bus's policy says in each of its forms. meshctl names the first one that AWS takes: 10,240 characters.

locals {
  allow = {
    Effect   = "Allow"
    Action   = "events:PutEvents"
    Resource = var.bus.arn
  }
  whose    = var.bus.organization == null ? {} : { "aws:PrincipalOrgID" = var.bus.organization }
  accounts = sort(distinct(flatten([for publisher in var.bus.publishers : publisher.accounts])))

  statements = {
    sources = [
      for system, publisher in var.bus.publishers : merge(local.allow, {
        Sid       = system
        Principal = { AWS = [for account in publisher.accounts : "arn:aws:iam::${account}:root"] }
        Condition = { StringEquals = merge({ "events:source" = publisher.sources }, local.whose) }
      })
    ]
    accounts = [
      merge(
        local.allow,
        { Sid = "accounts", Principal = { AWS = [for account in local.accounts : "arn:aws:iam::${account}:root"] } },
        var.bus.organization == null ? {} : { Condition = { StringEquals = local.whose } },
      )
    ]
    organization = [
      merge(local.allow, {
        Sid       = "organization"
        Principal = "*"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = var.bus.organization } }
      })
    ]
  }

  policies = {
    for form, statements in local.statements : form => jsonencode({ Version = "2012-10-17", Statement = statements })
  }
}
