"""What `./rembuk bench NAME` runs: each module has `run(argv) -> dict`, printed as one JSON object on the last line."""
