# The resource control policy: whom queues and keys of member accounts accept. Of the services that the mesh uses, AWS has
# such policies for SQS and KMS alone; there is none for topics, streams, functions and buses.

locals {
  own_organization = {
    Sid       = "OwnOrganization"
    Effect    = "Deny"
    Principal = "*"
    Action    = ["sqs:*", "kms:*"]
    Resource  = "*"
    Condition = {
      for operator, keys in {
        # Who is nobody, or of no organisation, brings none of these keys along, and is denied as well.
        StringNotEqualsIfExists = { "aws:PrincipalOrgID" = var.organization }
        BoolIfExists            = { "aws:PrincipalIsAWSService" = "false" }
        ArnNotLikeIfExists      = { for key in ["aws:PrincipalArn"] : key => var.excepted.organization if length(var.excepted.organization) > 0 }
      } : operator => keys if length(keys) > 0
    }
  }

  # A service says for whom it acts where it acts for an account at all.
  services_for_own_organization = {
    Sid       = "ServicesForOwnOrganization"
    Effect    = "Deny"
    Principal = "*"
    Action    = ["sqs:*", "kms:*"]
    Resource  = "*"
    Condition = {
      StringNotEqualsIfExists = merge(
        { "aws:SourceOrgID" = var.organization },
        { for key in ["aws:SourceAccount"] : key => var.excepted.services_of if length(var.excepted.services_of) > 0 },
      )
      Null = { "aws:SourceAccount" = "false" }
      Bool = { "aws:PrincipalIsAWSService" = "true" }
    }
  }

  resources = jsonencode({
    Version   = "2012-10-17"
    Statement = [local.own_organization, local.services_for_own_organization]
  })
}
