"""What an alert can watch: one module a signal, named like its key in the config."""
