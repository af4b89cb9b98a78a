"""What Sayback costs, side by side with its peers."""
