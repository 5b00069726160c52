"""Measurements beside the plain tools, in one run; `BENCHMARKS.md` tells how to read them."""
