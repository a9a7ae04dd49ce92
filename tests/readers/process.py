"""A process of its own, for what would change the one in which the tests run: the engine with its
mends, and the fonts that it hides.
"""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def apart(function, *arguments):
    """What a function of a module gives, called in a new process that ends with it."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(function, *arguments).result()
