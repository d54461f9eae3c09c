"""Safety switches: a control that is off on purpose, so that a test can prove that it would notice.

The names stand in `settings.TEST_OFF`, which only the test settings fill.
"""

from django.conf import settings


def off(name):
    """True when the control `name` is switched off for this run of the tests."""
    return name in settings.TEST_OFF
