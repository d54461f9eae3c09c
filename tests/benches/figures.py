"""The figures that benches have in common."""

import statistics


def p95(values):
    """Return the 95th percentile of `values`; of a single one, that."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
