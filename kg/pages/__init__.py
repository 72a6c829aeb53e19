"""What a page's form says: markup, layout, furniture, headings and questions."""
