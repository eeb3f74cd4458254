# A stream, encrypted. Only functions and routes of its own account write to it, and functions read it: it has no policy that
# lets in others.

resource "aws_kinesis_stream" "stream" {
  # checkov:skip=CKV_AWS_185:AWS's own key serves every principal of the account that may use the stream, and nobody elsewhere
  name             = var.stream.name
  shard_count      = var.stream.shards
  retention_period = ceil(var.stream.keep_seconds / 3600)
  encryption_type  = "KMS"
  kms_key_id       = "alias/aws/kinesis"

  stream_mode_details {
    stream_mode = var.stream.shards == null ? "ON_DEMAND" : "PROVISIONED"
  }
}
