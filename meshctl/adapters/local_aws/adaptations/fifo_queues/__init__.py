"""What stock moto lacks of FIFO queues, one module per lack: `groups_keep_order`, `repetitions_are_known`."""
