"""One file a chapter, one function `build(reading, texts)` in each. Chapters know no writer and no model."""
