import { Controller } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { CallerParam, type Caller } from '@reprise/gateway/shared/http/caller.ts';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import type { OwnNotificationsView, WebhookDeliveryView } from '../../contract/index.ts';
import { ownNotificationRoutes } from '../../contract/own-routes.ts';
import { OwnNotifications } from './own-notifications.service.ts';

@Controller()
export class OwnNotificationsController {
  constructor(private readonly own: OwnNotifications) {}

  @Serve(ownNotificationRoutes.show)
  show(_: Parsed<typeof ownNotificationRoutes.show>, @CallerParam() caller: Caller): Promise<OwnNotificationsView> {
    return this.own.show(caller);
  }

  @Serve(ownNotificationRoutes.set)
  set(
    { body }: Parsed<typeof ownNotificationRoutes.set>,
    @CallerParam() caller: Caller,
  ): Promise<OwnNotificationsView> {
    return this.own.set(body, caller);
  }

  @Serve(ownNotificationRoutes.test)
  test(_: Parsed<typeof ownNotificationRoutes.test>, @CallerParam() caller: Caller): Promise<WebhookDeliveryView> {
    return this.own.test(caller);
  }
}
