"""The product without its read cache: every read asks the store.

Run as `python -m tests.bench.without_cache serve`, with the product's settings.
"""

import gc

from dependency_injector import providers

from adapters.cache.direct import DirectReads
from entrypoints.cli.serve import serve_composed
from entrypoints.lifespan import compose
from entrypoints.process_end import leave
from entrypoints.read_settings import read_settings
from entrypoints.settings import current_environment

if __name__ == "__main__":
    container = compose(read_settings(current_environment()))
    container.reads.override(providers.Singleton(DirectReads))
    gc.freeze()
    serve_composed(container)
    leave(0)
