"""The use-cases, wired to ports; which adapter stands behind a port is not known here."""

from dependency_injector import containers, providers

from application.app import Application
from application.use_cases.idempotency.hold_key import HoldKey
from application.use_cases.operation.check_readiness import CheckReadiness
from application.use_cases.operation.count_request import CountRequest
from application.use_cases.videos.largest_upload import LargestUpload
from application.use_cases.videos.source_locator import SourceLocator
from application.use_cases.videos.storage_quota import StorageQuota
from entrypoints.wiring.accounts import Accounts
from entrypoints.wiring.administration import Administration
from entrypoints.wiring.processing import Processing
from entrypoints.wiring.resumable_uploads import ResumableUploads
from entrypoints.wiring.telling import Telling
from entrypoints.wiring.videos import Videos


class UseCases(containers.DeclarativeContainer):
    """One provider for each use-case, and `application` with all of them; see Ports."""

    ports = providers.DependenciesContainer()

    uploads = ports.settings.provided.uploads

    account = providers.Container(
        Accounts,
        limits=ports.settings.provided.accounts,
        clock=ports.clock,
        ids=ports.ids,
        users=ports.users,
        sessions=ports.sessions,
        personal_tokens=ports.personal_tokens,
        hasher=ports.hasher,
        access_tokens=ports.access_tokens,
        revocations=ports.revocations,
        rate_limits=ports.rate_limits,
        common_passwords=ports.common_passwords,
    )
    administration = providers.Container(
        Administration,
        clock=ports.clock,
        ids=ports.ids,
        users=ports.users,
        videos=ports.videos,
        staging=ports.staging,
        jobs=ports.jobs,
        audit_log=ports.audit_log,
        endings=account.endings,
    )
    largest_upload = providers.Singleton(LargestUpload, ports.engine, uploads)
    quota = providers.Singleton(
        StorageQuota,
        ports.users,
        ports.videos,
        ports.resumable_uploads,
        ports.staging,
        largest_upload,
        ports.clock,
        uploads,
    )
    sources = providers.Singleton(SourceLocator, ports.staging, ports.media, ports.hosted_media)
    uploading = providers.Container(
        ResumableUploads,
        limits=uploads,
        resumable=ports.settings.provided.resumable,
        clock=ports.clock,
        ids=ports.ids,
        context=ports.context,
        uploads=ports.resumable_uploads,
        videos=ports.videos,
        staging=ports.staging,
        jobs=ports.jobs,
        presence=ports.presence,
        direct=ports.direct_uploads,
        quota=quota,
        largest_upload=largest_upload,
    )
    telling = providers.Container(
        Telling,
        settings=ports.settings,
        clock=ports.clock,
        ids=ports.ids,
        log=ports.event_log,
        signals=ports.event_signals,
        videos=ports.videos,
        webhooks=ports.webhooks,
        deliveries=ports.deliveries,
        sender=ports.webhook_sender,
        check_actor=account.check_actor,
    )
    working = providers.Container(
        Processing,
        settings=ports.settings,
        clock=ports.clock,
        ids=ports.ids,
        context=ports.context,
        observer=ports.observer,
        tally=ports.tally,
        videos=ports.videos,
        uploads=ports.resumable_uploads,
        take_arrival=uploading.take_arrival,
        expire_uploads=uploading.expire_uploads,
        keys=ports.idempotency,
        forget_expired=account.forget_expired,
        staging=ports.staging,
        media=ports.media,
        sources=sources,
        engine=ports.engine,
        reports=ports.engine_reports,
        presence=ports.presence,
        jobs=ports.jobs,
        schedule=ports.schedule,
        staging_clock=ports.staging_clock,
    )

    owning = providers.Container(
        Videos,
        settings=ports.settings,
        clock=ports.clock,
        ids=ports.ids,
        context=ports.context,
        videos=ports.videos,
        reads=ports.reads,
        staging=ports.staging,
        media=ports.media,
        hosted_media=ports.hosted_media,
        sources=sources,
        quota=quota,
        largest_upload=largest_upload,
        jobs=ports.jobs,
        grants=ports.grants,
    )

    application = providers.Singleton(
        Application,
        register_user=account.register_user,
        log_in=account.log_in,
        refresh_session=account.refresh_session,
        log_out=account.log_out,
        authenticate=account.authenticate,
        get_account=account.get_account,
        change_password=account.change_password,
        list_sessions=account.list_sessions,
        end_session=account.end_session,
        end_other_sessions=account.end_other_sessions,
        create_personal_token=account.create_personal_token,
        list_personal_tokens=account.list_personal_tokens,
        remove_personal_token=account.remove_personal_token,
        change_role=administration.change_role,
        list_users=administration.list_users,
        change_user=administration.change_user,
        list_all_videos=administration.list_all_videos,
        requeue_video=administration.requeue_video,
        remove_video=administration.remove_video,
        list_jobs=administration.list_jobs,
        measure_storage=administration.measure_storage,
        list_audit=administration.list_audit,
        upload_video=owning.upload_video,
        get_video=owning.get_video,
        list_videos=owning.list_videos,
        edit_video=owning.edit_video,
        delete_video=owning.delete_video,
        retry_video=owning.retry_video,
        open_source=owning.open_source,
        largest_upload=largest_upload,
        start_upload=uploading.start_upload,
        start_direct_upload=uploading.start_direct_upload,
        start_with_chunk=uploading.start_with_chunk,
        append_chunk=uploading.append_chunk,
        find_offset=uploading.find_offset,
        get_upload=uploading.get_upload,
        terminate_upload=uploading.terminate_upload,
        finish_forgotten=uploading.finish_forgotten,
        read_events=telling.read_events,
        follow_events=telling.follow_events,
        settle_events=telling.settle_events,
        forget_events=telling.forget_events,
        create_webhook=telling.create_webhook,
        list_webhooks=telling.list_webhooks,
        edit_webhook=telling.edit_webhook,
        delete_webhook=telling.delete_webhook,
        rotate_webhook_secret=telling.rotate_webhook_secret,
        list_deliveries=telling.list_deliveries,
        replay_delivery=telling.replay_delivery,
        plan_deliveries=telling.plan_deliveries,
        deliver_webhook=telling.deliver_webhook,
        forget_deliveries=telling.forget_deliveries,
        hold_key=providers.Singleton(
            HoldKey,
            ports.idempotency,
            ports.presence,
            ports.clock,
            ports.ids,
            ports.settings.provided.idempotency,
        ),
        open_playback=owning.open_playback,
        process_video=working.process_video,
        receive_report=working.receive_report,
        collect_reports=working.collect_reports,
        requeue_stalled=working.requeue_stalled,
        remove_deleted=working.remove_deleted,
        sweep_abandoned=working.sweep_abandoned,
        release_orphans=working.release_orphans,
        sweep_scratch=working.sweep_scratch,
        take_turn=working.take_turn,
        plan_file=working.plan_file,
        measure_work=working.measure_work,
        check_readiness=providers.Singleton(
            CheckReadiness,
            ports.dependency_checks,
            ports.optional_checks,
            ports.settings.provided.server.health_timeout,
        ),
        count_request=providers.Singleton(
            CountRequest, ports.rate_limits, ports.settings.provided.request_rates
        ),
    )
