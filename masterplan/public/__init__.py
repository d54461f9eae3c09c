"""The public page of a plan: what everybody may read of one approved edition, off until staff switch it on."""
