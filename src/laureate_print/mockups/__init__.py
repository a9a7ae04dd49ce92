"""Shows how a finished print file lies in the hand: a picture for those who approve it."""
