"""What stock moto lacks of S3: `objects_say_all`."""
