import { Controller, Header, Inject } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { WebhookChange, WebhookSecretView, WebhookView } from '../contract/index.ts';
import type { Parsed } from '@reprise/contracts/http';
import { webhookRoutes } from '../contract/routes.ts';
import { pageOfList, type ReadModel } from '@reprise/read-model';
import { listChanges, listSubscriptions, webhookView } from '../webhooks/index.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { Webhooks } from './webhooks.service.ts';

/** Subscriptions. Their changes stay recorded after they are deleted. */
@Controller()
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @Serve(webhookRoutes.list)
  async list({ query }: Parsed<typeof webhookRoutes.list>): Promise<Page<WebhookView>> {
    return pageOfList((await listSubscriptions(this.readModel)).map(webhookView), query);
  }

  @Serve(webhookRoutes.changes)
  changes({ query }: Parsed<typeof webhookRoutes.changes>): Promise<Page<WebhookChange>> {
    return listChanges(this.readModel, query);
  }

  @Serve(webhookRoutes.show)
  async show({ params: { id } }: Parsed<typeof webhookRoutes.show>): Promise<WebhookView> {
    return webhookView(await this.webhooks.find(id));
  }

  @Serve(webhookRoutes.create)
  @Header('cache-control', 'no-store')
  create({ body }: Parsed<typeof webhookRoutes.create>, @CallerParam() caller: Caller): Promise<WebhookSecretView> {
    return this.webhooks.create(body, caller);
  }

  @Serve(webhookRoutes.edit)
  edit(
    { params: { id }, body }: Parsed<typeof webhookRoutes.edit>,
    @CallerParam() caller: Caller,
  ): Promise<WebhookView> {
    return this.webhooks.edit(id, body, caller);
  }

  @Serve(webhookRoutes.remove)
  remove({ params: { id } }: Parsed<typeof webhookRoutes.remove>, @CallerParam() caller: Caller): Promise<void> {
    return this.webhooks.remove(id, caller);
  }

  @Serve(webhookRoutes.rotate)
  @Header('cache-control', 'no-store')
  rotate(
    { params: { id } }: Parsed<typeof webhookRoutes.rotate>,
    @CallerParam() caller: Caller,
  ): Promise<WebhookSecretView> {
    return this.webhooks.rotate(id, caller);
  }

  @Serve(webhookRoutes.enable)
  enable({ params: { id } }: Parsed<typeof webhookRoutes.enable>, @CallerParam() caller: Caller): Promise<WebhookView> {
    return this.webhooks.enable(id, caller);
  }

  @Serve(webhookRoutes.disable)
  disable(
    { params: { id } }: Parsed<typeof webhookRoutes.disable>,
    @CallerParam() caller: Caller,
  ): Promise<WebhookView> {
    return this.webhooks.disable(id, caller);
  }
}
