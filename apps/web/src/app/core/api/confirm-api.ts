import { inject, Service } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import { PageApiClient } from './api-client.ts';

/** Client of the endpoints for repeated authentication. Each method rejects with a `ProblemError`. */
@Service()
export class ConfirmApi {
  private readonly client = inject(PageApiClient);

  /** Reads the user's sign-in methods. */
  account = () => this.client.get('/api/account');
  passkeyOptions = () => this.client.post('/api/sign-in/passkey/options');
  /** Sends the proof for one signature. */
  confirm = (body: BodyOf<'/api/session/confirm'>) => this.client.post('/api/session/confirm', { body });
}
