"""What stock moto lacks of S3: `objects_say_all`, `answers_have_two_ids`."""
