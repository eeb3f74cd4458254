"""The event plane: from PutEvents over rules to targets and dead letters, as EventBridge does it."""
