output "json" {
  description = "The policy document. It is never empty."
  value       = jsonencode({ Version = "2012-10-17", Statement = concat(local.denials, local.grants) })
}
