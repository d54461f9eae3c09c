"""A task that begins, says so, and waits."""

from pathlib import Path

from django.tasks import task


@task
def wait_for(begun, door):
    """Adds a letter to the file `begun`, then waits until the file `door` is there."""
    from tests.processes import until

    with Path(begun).open("a") as handle:
        handle.write("x")
    until(Path(door).exists, seconds=600)
