"""The embedded model: its file of weights, and two engines that run it."""
