"""Traces, where a collector takes them."""

from dependency_injector import containers, providers

from adapters.observers.collector import TraceCollector
from adapters.observers.request_traces import SpanRequestTraces
from adapters.observers.work_traces import SpanWorkObserver
from entrypoints.settings import TraceSettings


class Tracing(containers.DeclarativeContainer):
    """One provider for each kind of span."""

    settings = providers.Dependency(instance_of=TraceSettings)

    collector = providers.Singleton(
        TraceCollector,
        settings.provided.endpoint,
        settings.provided.headers,
        settings.provided.service,
    )
    work = providers.Singleton(SpanWorkObserver, collector.provided.tracer)
    requests = providers.Singleton(SpanRequestTraces, collector.provided.tracer)
