"""One of our calls told in Ink."""
