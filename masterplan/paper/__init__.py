"""Paper both ways: worksheets to write on by hand, and the chain as a workbook that goes out and comes back."""
