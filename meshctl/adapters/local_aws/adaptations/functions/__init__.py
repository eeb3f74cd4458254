"""What stock moto lacks of Lambda:
`function_dead_letter_config`, `invoke_takes_any_payload`, `functions_say_all`, `lists_tell_less`, `versions_stand_for_themselves`."""
