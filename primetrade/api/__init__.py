"""What all endpoints share: reading, answering, problems, pages, conditional and repeated requests, the schema."""
