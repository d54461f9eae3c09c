"""The pages of a plan's staff: home, the wizard, what is ready, the bimteks afterwards."""
