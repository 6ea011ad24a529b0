"""A payment gateway that is simulated, with books of its own and every fault of a real one.

`gateway.SimulatedGateway` is the gateway and the shopper's side of it; `faults` says what goes
wrong. Its rows are committed by themselves, so that they survive a crash of ours as a remote
system's would.
"""
