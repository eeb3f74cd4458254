"""What stock moto lacks of Lambda:
`function_dead_letter_config`, `invoke_takes_any_payload`, `functions_say_all`, `the_latest_stays`, `versions_stand_for_themselves`."""
