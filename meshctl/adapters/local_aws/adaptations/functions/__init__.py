"""What stock moto lacks of Lambda: `function_dead_letter_config`, `invoke_takes_any_payload`, `functions_say_all`, `answers_have_lambdas_status`."""
