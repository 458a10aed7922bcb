import { inject, Service } from '@angular/core';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import type { OwnChoice } from '../../contract/index.ts';

/** Client of the notifications that the user has chosen. Each method rejects with a `ProblemError`. */
@Service()
export class OwnNotificationsApi {
  private readonly client = inject(PageApiClient);

  show = () => this.client.get('/api/notifications/own');
  set = (body: OwnChoice) => this.client.patch('/api/notifications/own', { body });
  test = () => this.client.post('/api/notifications/own/test');
}
