"""What research found about complaints, apology and listening, played on our customers."""
