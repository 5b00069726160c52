"""The composition root: which adapter stands behind which port."""

from itertools import chain

from dependency_injector import containers, providers

from adapters.security.argon2_hasher import Argon2PasswordHasher
from adapters.security.argon2_profiles import Argon2Profile
from adapters.security.hmac_grants import HmacPlaybackGrants
from adapters.security.jwt_tokens import JwtAccessTokens
from adapters.security.keys import KeyRing
from adapters.security.leaked_passwords import most_common_passwords
from adapters.security.store_revocations import StoreSessionRevocations
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIdGenerator
from adapters.system.log_context import LogContext
from adapters.system.processes import HostProcesses
from adapters.webhooks.http_sender import HttpWebhookSender
from application.ports.clock import Clock
from application.ports.dependency_check import DependencyCheck
from entrypoints.request_context import REQUEST_ID
from entrypoints.settings import HashingSettings, Settings, TokenSettings, WebhookSettings
from entrypoints.wiring import on_demand
from entrypoints.wiring.engines import Engines
from entrypoints.wiring.file_stores import FileStores
from entrypoints.wiring.observing import Observing
from entrypoints.wiring.ports import Ports
from entrypoints.wiring.shared_state import SharedState
from entrypoints.wiring.use_cases import UseCases


def _keys(tokens: TokenSettings) -> KeyRing:
    previous = tokens.previous_secret.encode() if tokens.previous_secret else None
    return KeyRing(tokens.secret.encode(), previous)


def _hasher(hashing: HashingSettings) -> Argon2PasswordHasher:
    profile = Argon2Profile(hashing.time_cost, hashing.memory_kib, hashing.parallelism)
    return Argon2PasswordHasher(profile, concurrency=hashing.concurrency, queue=hashing.queue)


def _sender(clock: Clock, webhooks: WebhookSettings) -> HttpWebhookSender:
    timeout_s = webhooks.limits.timeout.total_seconds()
    return HttpWebhookSender(clock, timeout_s, webhooks.allowed_networks)


def _together(check: DependencyCheck, *others: list[DependencyCheck]) -> list[DependencyCheck]:
    return [check, *chain.from_iterable(others)]


class Container(containers.DeclarativeContainer):
    """One provider for each port, whichever adapter the settings choose; nothing is opened here."""

    settings = providers.Dependency(instance_of=Settings)

    host_clock = providers.Singleton(SystemClock)
    presence = providers.Singleton(HostProcesses)
    context = providers.Singleton(LogContext, providers.Object(REQUEST_ID))
    keys = providers.Singleton(_keys, settings.provided.tokens)

    records = providers.Singleton(on_demand.records, settings.provided.stores, host_clock)
    database = records.provided.database.call()
    clock = records.provided.clock.call()
    clock_measures = records.provided.clock_measures.call()
    ids = providers.Singleton(SystemIdGenerator, clock)
    schedule = records.provided.schedule.call()
    users = records.provided.users.call()
    sessions = records.provided.sessions.call()
    personal_tokens = records.provided.personal_tokens.call()
    audit_log = records.provided.audit_log.call()
    event_log = records.provided.event_log.call()
    own_reads = records.provided.reads.call()
    shared = providers.Container(
        SharedState,
        stores=settings.provided.stores,
        job_settings=settings.provided.jobs,
        event_log=event_log,
        own_reads=own_reads,
    )
    event_signals = shared.event_signals
    videos = providers.Selector(
        settings.provided.stores.records,
        memory=records.provided.videos.call(event_signals),
        sqlite=records.provided.videos.call(event_signals),
        mongodb=records.provided.videos.call(event_signals, shared.change_fence),
    )
    reads = providers.Selector(
        settings.provided.stores.records,
        memory=own_reads,
        sqlite=own_reads,
        mongodb=shared.reads,
    )
    resumable_uploads = records.provided.resumable_uploads.call()
    webhooks = records.provided.webhooks.call()
    deliveries = records.provided.deliveries.call()
    idempotency = records.provided.idempotency.call()

    files = providers.Container(
        FileStores,
        stores=settings.provided.stores,
        clock=clock,
        host_clock=host_clock,
        presence=presence,
    )
    staging = files.staging
    media = files.media
    engines = providers.Container(
        Engines, settings=settings, clock=clock, ids=ids, borrowed=files.borrowed
    )
    engine = engines.engine
    hosted_media = engines.hosted_media
    direct_uploads = engines.direct_uploads
    jobs = shared.jobs

    hasher = providers.Singleton(_hasher, settings.provided.hashing)
    access_tokens = providers.Singleton(
        JwtAccessTokens, keys, ids, settings.provided.tokens.clock_leeway
    )
    grants = providers.Singleton(HmacPlaybackGrants, keys, settings.provided.tokens.clock_leeway)
    revocations = providers.Singleton(
        StoreSessionRevocations, sessions, clock, settings.provided.accounts.access_token_life
    )
    rate_limits = shared.rate_limits
    webhook_sender = providers.Singleton(_sender, clock, settings.provided.webhooks)
    common_passwords = providers.Singleton(
        most_common_passwords, settings.provided.accounts.password_min_chars
    )

    dependency_checks = providers.Singleton(
        _together, records.provided.check.call(), files.checks, engines.checks
    )

    observing = providers.Container(Observing, settings=settings.provided.traces)

    local_source = engines.local_source
    sample_clip = engines.sample_clip

    ports = providers.Container(
        Ports,
        settings=settings,
        clock=clock,
        ids=ids,
        context=context,
        observer=observing.work,
        tally=observing.tally,
        users=users,
        sessions=sessions,
        personal_tokens=personal_tokens,
        audit_log=audit_log,
        videos=videos,
        reads=reads,
        resumable_uploads=resumable_uploads,
        event_log=event_log,
        event_signals=event_signals,
        webhooks=webhooks,
        deliveries=deliveries,
        webhook_sender=webhook_sender,
        idempotency=idempotency,
        staging=staging,
        media=media,
        engine=engine,
        engine_reports=engines.reports,
        hosted_media=hosted_media,
        direct_uploads=direct_uploads,
        presence=presence,
        jobs=jobs,
        schedule=schedule,
        staging_clock=files.staging_clock,
        hasher=hasher,
        access_tokens=access_tokens,
        revocations=revocations,
        rate_limits=rate_limits,
        grants=grants,
        common_passwords=common_passwords,
        dependency_checks=dependency_checks,
        optional_checks=shared.checks,
    )
    use_cases = providers.Container(UseCases, ports=ports)
    application = use_cases.application
