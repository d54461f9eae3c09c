"""One file a chapter, one function `build(book_data, texts)` in each. Chapters know no writer and no model."""
