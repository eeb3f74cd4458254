# What one function has handled: a mark for each event, which DynamoDB deletes when its time is over.

resource "aws_dynamodb_table" "handled" {
  # checkov:skip=CKV_AWS_119:AWS's own key serves the one role that may use the table; it holds ids of events and none of their data
  name         = var.table.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  server_side_encryption {
    enabled = true
  }

  point_in_time_recovery {
    enabled = true
  }
}
