"""A plan with an open door."""

import pytest

from workshops.people.actions import make_code


@pytest.fixture
def door(plan):
    """The join code of the plan, as its facilitator sees it."""
    return make_code(plan)
