"""What stock moto lacks of CloudWatch Logs: `logs_say_all`, `log_policies_are_shortened`."""
