# The guardrails of the organisation: what no policy within an account can allow. They grant nothing, and deny alone.

resource "aws_organizations_policy" "principals" {
  name        = "${var.stack.mesh}_guardrails_principals"
  description = "What principals may do about the mesh ${var.stack.mesh}, whatever their own policies say."
  type        = "SERVICE_CONTROL_POLICY"
  content     = local.principals

  lifecycle {
    precondition {
      condition     = length(local.principals) <= 10240
      error_message = "A service control policy has at most 10240 characters, and this one has ${length(local.principals)}."
    }
  }
}

resource "aws_organizations_policy" "resources" {
  name        = "${var.stack.mesh}_guardrails_resources"
  description = "Whom queues and keys accept in the mesh ${var.stack.mesh}, whatever their own policies say."
  type        = "RESOURCE_CONTROL_POLICY"
  content     = local.resources

  lifecycle {
    precondition {
      condition     = length(local.resources) <= 5120
      error_message = "A resource control policy has at most 5120 characters, and this one has ${length(local.resources)}."
    }
  }
}

resource "aws_organizations_policy_attachment" "principals" {
  for_each = toset(var.attach_to)

  policy_id = aws_organizations_policy.principals.id
  target_id = each.value
}

resource "aws_organizations_policy_attachment" "resources" {
  for_each = toset(var.attach_to)

  policy_id = aws_organizations_policy.resources.id
  target_id = each.value
}
