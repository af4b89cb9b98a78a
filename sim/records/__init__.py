"""What belongs to the user: journals of calls, and the content behind them."""
