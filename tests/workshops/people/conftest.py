"""A plan with an open door."""

import pytest

from workshops.people.actions.join_codes import make_code


@pytest.fixture
def door(plan):
    """The join code of the plan, as its facilitator sees it."""
    return make_code(plan)
