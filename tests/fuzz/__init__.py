"""Fuzzing: ``python tests/fuzz`` runs mutated inputs through every target of ``targets``; see ``--help``.

``corpus/TARGET/`` holds inputs that broke something once; the tests run them through their targets every time.
"""
