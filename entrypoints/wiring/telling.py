"""The use-cases of events and webhooks, wired to ports."""

from dependency_injector import containers, providers

from application.ports.clock import Clock
from application.ports.delivery_repository import DeliveryRepository
from application.ports.event_log import EventLog
from application.ports.event_signals import EventSignals
from application.ports.id_generator import IdGenerator
from application.ports.video_repository import VideoRepository
from application.ports.webhook_repository import WebhookRepository
from application.ports.webhook_sender import WebhookSender
from application.use_cases.accounts.check_actor import CheckActor
from application.use_cases.events.follow_events import FollowEvents
from application.use_cases.events.places import EventPlaces
from application.use_cases.events.read_events import ReadEvents
from application.use_cases.events.tend_events import ForgetEvents, SettleEvents
from application.use_cases.events.watching import WatchEvents
from application.use_cases.webhooks.create_webhook import CreateWebhook
from application.use_cases.webhooks.delete_webhook import DeleteWebhook
from application.use_cases.webhooks.deliver_webhook import DeliverWebhook
from application.use_cases.webhooks.edit_webhook import EditWebhook
from application.use_cases.webhooks.forget_deliveries import ForgetDeliveries
from application.use_cases.webhooks.list_deliveries import ListDeliveries
from application.use_cases.webhooks.list_webhooks import ListWebhooks
from application.use_cases.webhooks.plan_deliveries import PlanDeliveries
from application.use_cases.webhooks.replay_delivery import ReplayDelivery
from application.use_cases.webhooks.rotate_secret import RotateWebhookSecret
from entrypoints.settings import Settings


class Telling(containers.DeclarativeContainer):
    """One provider for each use-case, and for what they share."""

    settings = providers.Dependency(instance_of=Settings)
    clock: providers.Dependency[Clock] = providers.Dependency()
    ids: providers.Dependency[IdGenerator] = providers.Dependency()
    log: providers.Dependency[EventLog] = providers.Dependency()
    signals: providers.Dependency[EventSignals] = providers.Dependency()
    videos: providers.Dependency[VideoRepository] = providers.Dependency()
    webhooks: providers.Dependency[WebhookRepository] = providers.Dependency()
    deliveries: providers.Dependency[DeliveryRepository] = providers.Dependency()
    sender: providers.Dependency[WebhookSender] = providers.Dependency()
    check_actor: providers.Dependency[CheckActor] = providers.Dependency()

    limits = settings.provided.webhooks.limits

    places = providers.Singleton(EventPlaces, settings.provided.events.max_streams_per_user)
    watch = providers.Singleton(WatchEvents, log, signals, videos, check_actor)

    read_events = providers.Singleton(ReadEvents, watch, places)
    follow_events = providers.Singleton(FollowEvents, watch, places)
    settle_events = providers.Singleton(SettleEvents, log)
    forget_events = providers.Singleton(ForgetEvents, log, clock)

    create_webhook = providers.Singleton(CreateWebhook, webhooks, sender, log, clock, ids, limits)
    list_webhooks = providers.Singleton(ListWebhooks, webhooks)
    edit_webhook = providers.Singleton(EditWebhook, webhooks, sender, clock)
    delete_webhook = providers.Singleton(DeleteWebhook, webhooks, deliveries)
    rotate_webhook_secret = providers.Singleton(RotateWebhookSecret, webhooks, clock, ids)
    list_deliveries = providers.Singleton(ListDeliveries, webhooks, deliveries)
    replay_delivery = providers.Singleton(ReplayDelivery, webhooks, deliveries, clock)
    plan_deliveries = providers.Singleton(PlanDeliveries, log, webhooks, deliveries, clock, ids)
    deliver_webhook = providers.Singleton(
        DeliverWebhook, webhooks, deliveries, sender, clock, ids, limits
    )
    forget_deliveries = providers.Singleton(ForgetDeliveries, deliveries, clock)
