"""The run sheet and everything that is pressed on it; announcements; calls for the facilitator."""
