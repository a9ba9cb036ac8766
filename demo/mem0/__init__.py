"""The parts of the library `mem0ai` that monitoring hooks into, with the same names; what is behind them is in `workload`."""
