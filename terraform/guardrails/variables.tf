variable "organization" {
  description = "The id of the organisation whose principals queues and keys accept."
  type        = string

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization))
    error_message = "\"${var.organization}\" is not the id of an organisation."
  }
}

variable "delivery_roles" {
  description = <<-EOT
    ARN patterns of the delivery roles, one for each hub: they alone use what other accounts have. Nothing else in a hub's
    account may be named like them.
  EOT
  type        = list(string)

  validation {
    condition     = length(var.delivery_roles) > 0
    error_message = "Without a delivery role nothing would be delivered to another account."
  }

  validation {
    condition     = alltrue([for role in var.delivery_roles : can(regex("^arn:aws:iam::[0-9]{12}:role/[a-z][a-z0-9_-]*\\*$", role))])
    error_message = "Delivery roles are those of one account whose names begin alike: arn:aws:iam::111111111111:role/shop_dev_*."
  }
}

variable "deploy_roles" {
  description = "ARN patterns of the deploy roles: to them alone belongs the control plane of what the mesh has made."
  type        = list(string)

  validation {
    condition     = length(var.deploy_roles) > 0
    error_message = "Without a deploy role nobody could apply the mesh any more."
  }

  validation {
    condition     = alltrue([for role in var.deploy_roles : can(regex("^arn:aws:iam::(\\*|[0-9]{12}):role/[A-Za-z0-9+=,.@_/-]+$", role))])
    error_message = "A deploy role has a whole name: arn:aws:iam::*:role/MeshDeploy."
  }
}

variable "guarded" {
  description = <<-EOT
    ARN patterns of what the mesh has made: queues, topics, streams, functions, tables, workflows, schedules, logs, buses, rules,
    roles.
  EOT
  type        = list(string)

  validation {
    condition     = length(var.guarded) > 0 && alltrue([for arn in var.guarded : can(regex("^arn:aws:(sqs|sns|kinesis|dynamodb|lambda|states|scheduler|logs|events|iam):[^:]*:[^:]+:[a-zA-Z].*$", arn))])
    error_message = "What is guarded is named by ARN patterns whose names begin with the mesh's."
  }
}

variable "excepted" {
  description = <<-EOT
    Whom the guardrails let through, as ARN patterns of principals: who uses what other_accounts have, who works on the
    control_plane of the mesh, and who is of no own organization. services_of: accounts of others for which AWS services act.
  EOT
  type = object({
    other_accounts = list(string)
    control_plane  = list(string)
    organization   = list(string)
    services_of    = list(string)
  })

  validation {
    condition = alltrue([
      for arn in concat(var.excepted.other_accounts, var.excepted.control_plane, var.excepted.organization) :
      can(regex("^arn:aws:iam::[0-9]{12}:.+$", arn))
    ])
    error_message = "Whoever is excepted is of one account, which the ARN names."
  }
}

variable "attach_to" {
  description = "Accounts, organisational units or the root that the guardrails bind: nobody, unless named here."
  type        = list(string)

  validation {
    condition = alltrue([
      for target in var.attach_to : can(regex("^([0-9]{12}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$", target))
    ])
    error_message = "Guardrails are attached to an account, an organisational unit (ou-...) or the root (r-...)."
  }

  validation {
    condition     = !contains(var.attach_to, var.stack.account)
    error_message = "AWS binds no principal and no resource of the management account by such policies."
  }
}
