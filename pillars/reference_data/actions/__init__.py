"""What writes the frame: the two RPJMD, Renstra programmes, offices, codes; by hand and from Excel."""
