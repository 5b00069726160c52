"""Who watches the work and the requests of this process."""

from contextlib import nullcontext

from dependency_injector import containers, providers

from adapters.observers.tally import InProcessWorkTally
from adapters.observers.together import Together
from entrypoints.settings import TraceSettings
from entrypoints.wiring import on_demand


class Observing(containers.DeclarativeContainer):
    """Sums, always; traces too, where a collector takes them.

    `collector` is what to keep open meanwhile.
    """

    settings = providers.Dependency(instance_of=TraceSettings)

    tally = providers.Singleton(InProcessWorkTally)
    _tracing = providers.Singleton(on_demand.tracing, settings)

    collector = providers.Selector(
        settings.provided.collector,
        none=providers.Factory(nullcontext),
        otlp=_tracing.provided.collector.call(),
    )
    work = providers.Selector(
        settings.provided.collector,
        none=tally,
        otlp=providers.Singleton(Together, tally, _tracing.provided.work.call()),
    )
    requests = providers.Selector(
        settings.provided.collector,
        none=providers.Object(None),
        otlp=_tracing.provided.requests.call(),
    )
