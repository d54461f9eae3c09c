"""Everything that runs Rembuk on a machine: the embedded database, `up`, `test`, `manage`, `bench`."""
