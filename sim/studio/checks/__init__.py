"""What is looked for in content once its shape and its names are right, a module for each topic."""
