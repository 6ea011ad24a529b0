"""The activity index: who had which event on which local day, as sets, kept beside the log."""
