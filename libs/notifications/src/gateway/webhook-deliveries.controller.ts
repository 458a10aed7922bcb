import { Controller } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import type { WebhookDeliveryDetail, WebhookDeliveryView } from '../contract/index.ts';
import type { Parsed } from '@reprise/contracts/http';
import { webhookRoutes } from '../contract/routes.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { WebhookDeliveries } from './webhook-deliveries.service.ts';

@Controller()
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveries) {}

  @Serve(webhookRoutes.listDeliveries)
  list({ params: { id }, query }: Parsed<typeof webhookRoutes.listDeliveries>): Promise<Page<WebhookDeliveryView>> {
    return this.deliveries.list(id, query);
  }

  @Serve(webhookRoutes.showDelivery)
  show({
    params: { id, delivery: deliveryId },
  }: Parsed<typeof webhookRoutes.showDelivery>): Promise<WebhookDeliveryDetail> {
    return this.deliveries.show(id, deliveryId);
  }

  @Serve(webhookRoutes.replay)
  replay(
    { params: { id, delivery: deliveryId } }: Parsed<typeof webhookRoutes.replay>,
    @CallerParam() caller: Caller,
  ): Promise<WebhookDeliveryView> {
    return this.deliveries.replay(id, deliveryId, caller);
  }

  @Serve(webhookRoutes.test)
  test(
    { params: { id } }: Parsed<typeof webhookRoutes.test>,
    @CallerParam() caller: Caller,
  ): Promise<WebhookDeliveryView> {
    return this.deliveries.test(id, caller);
  }
}
