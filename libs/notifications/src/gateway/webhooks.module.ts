import { Logger, Module, type FactoryProvider } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';
import { Channels, Notices, SecretBox, Targets, WebhookWorker } from '../webhooks/index.ts';
import { PeopleDirectory, readActorNames } from '@reprise/gateway/shared/access/people-directory.ts';
import { SETTINGS, WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { EndedAccounts } from './accounts/ended-accounts.ts';
import { mailOfUser } from './own/mail-of-user.ts';
import { OwnNotificationsController } from './own/own-notifications.controller.ts';
import { OwnNotifications } from './own/own-notifications.service.ts';
import { KnownRunnersModule } from '@reprise/gateway/shared/runners/known-runners.module.ts';
import { OutageWatch } from './outage-watch.ts';
import { DeliveryMetrics } from './delivery-metrics.ts';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.ts';
import { WebhookDeliveries } from './webhook-deliveries.service.ts';
import { WebhookHost } from './webhook-host.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { Webhooks } from './webhooks.service.ts';

const notices: FactoryProvider<Notices> = {
  provide: Notices,
  useFactory: ({ notifications, publicUrl }: GatewaySettings, people: PeopleDirectory) =>
    new Notices({ publicUrl, names: notifications.names, readActorNames: () => readActorNames(people) }),
  inject: [SETTINGS, PeopleDirectory],
};

const channels: FactoryProvider<Channels> = {
  provide: Channels,
  useFactory: (
    { webhooks, notifications }: GatewaySettings,
    box: SecretBox,
    notices: Notices,
    people: PeopleDirectory,
  ) =>
    new Channels({
      targets: new Targets(webhooks.allowPrivate),
      box,
      notices,
      mail: notifications.mail,
      mailOfUser: (userId) => mailOfUser(people, userId),
      now: Date.now,
    }),
  inject: [SETTINGS, SecretBox, Notices, PeopleDirectory],
};

const box: FactoryProvider<SecretBox> = {
  provide: SecretBox,
  useFactory: ({ webhooks }: GatewaySettings) => new SecretBox(webhooks.keyFile),
  inject: [SETTINGS],
};

const worker: FactoryProvider<WebhookWorker> = {
  provide: WebhookWorker,
  useFactory: (readModel: ReadModel, channels: Channels, notices: Notices, metrics: DeliveryMetrics) => {
    const logger = new Logger('Webhooks');
    return new WebhookWorker({
      readModel,
      now: Date.now,
      random: Math.random,
      channels,
      notices,
      ended: (outcome) => metrics.count(outcome),
      warn: (line) => logger.warn(line),
    });
  },
  inject: [WRITE_MODEL, Channels, Notices, DeliveryMetrics],
};

/** Webhooks and e-mail: subscriptions, and the worker that delivers to them. */
@Module({
  controllers: [WebhooksController, WebhookDeliveriesController, OwnNotificationsController],
  imports: [KnownRunnersModule],
  providers: [
    OutageWatch,
    notices,
    channels,
    box,
    DeliveryMetrics,
    worker,
    EndedAccounts,
    WebhookHost,
    Webhooks,
    WebhookDeliveries,
    OwnNotifications,
  ],
})
export class WebhooksModule {}
