mock_provider "aws" {}

variables {
  stream = {
    name         = "clicks"
    arn          = "arn:aws:kinesis:eu-west-1:333333333333:stream/clicks"
    keep_seconds = 86400
  }
}

run "a_stream_is_encrypted" {
  command = plan

  assert {
    condition     = aws_kinesis_stream.stream.encryption_type == "KMS" && aws_kinesis_stream.stream.kms_key_id == "alias/aws/kinesis"
    error_message = "Nobody of another account can use the key."
  }
}

run "a_stream_grows_with_its_traffic" {
  command = plan

  assert {
    condition     = aws_kinesis_stream.stream.stream_mode_details[0].stream_mode == "ON_DEMAND"
    error_message = "Without a number of shards, AWS gives it as many as it needs."
  }
}

run "a_stream_has_the_shards_that_are_said" {
  command = plan

  variables {
    stream = merge(var.stream, { shards = 2 })
  }

  assert {
    condition = (
      aws_kinesis_stream.stream.stream_mode_details[0].stream_mode == "PROVISIONED" && aws_kinesis_stream.stream.shard_count == 2
    )
    error_message = "It has two shards and stays with them."
  }
}

run "records_are_kept_at_least_as_long_as_is_said" {
  command = plan

  variables {
    stream = merge(var.stream, { keep_seconds = 90000 })
  }

  assert {
    condition     = aws_kinesis_stream.stream.retention_period == 25
    error_message = "Kinesis counts whole hours."
  }
}

run "a_name_has_letters_digits_and_hyphens_only" {
  command = plan

  variables {
    stream = merge(var.stream, { name = "no name", arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/no name" })
  }

  expect_failures = [var.stream]
}

run "the_arn_belongs_to_the_name" {
  command = plan

  variables {
    stream = merge(var.stream, { arn = "arn:aws:kinesis:eu-west-1:333333333333:stream/other" })
  }

  expect_failures = [var.stream]
}

run "a_stream_without_shards_is_none" {
  command = plan

  variables {
    stream = merge(var.stream, { shards = 0 })
  }

  expect_failures = [var.stream]
}

run "records_are_kept_for_a_day_at_least" {
  command = plan

  variables {
    stream = merge(var.stream, { keep_seconds = 3600 })
  }

  expect_failures = [var.stream]
}
