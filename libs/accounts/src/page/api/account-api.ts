import { inject, Service } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';

/** Client of the endpoints for the user's own account. Each method rejects with a `ProblemError`. */
@Service()
export class AccountApi {
  private readonly client = inject(PageApiClient);

  account = () => this.client.get('/api/account');
  change = (body: BodyOf<'/api/account', 'patch'>) => this.client.patch('/api/account', { body });
  changePassword = (body: BodyOf<'/api/account/password'>) => this.client.post('/api/account/password', { body });

  passkeyOptions = () => this.client.post('/api/account/passkeys/options');
  addPasskey = (body: BodyOf<'/api/account/passkeys'>) => this.client.post('/api/account/passkeys', { body });
  removePasskey = (id: string) => this.client.delete('/api/account/passkeys/{id}', { path: { id } });

  setUpTotp = (body: BodyOf<'/api/account/totp'>) => this.client.post('/api/account/totp', { body });
  confirmTotp = (body: BodyOf<'/api/account/totp/confirm'>) => this.client.post('/api/account/totp/confirm', { body });
  removeTotp = (body: BodyOf<'/api/account/totp'>) => this.client.post('/api/account/totp/remove', { body });

  sessions = () => this.client.get('/api/account/sessions');
  endSession = (id: string) => this.client.delete('/api/account/sessions/{id}', { path: { id } });

  tokens = () => this.client.get('/api/tokens');
  makeToken = (body: BodyOf<'/api/tokens'>) => this.client.post('/api/tokens', { body });
  revokeToken = (id: string) => this.client.delete('/api/tokens/{id}', { path: { id } });

  device = (code: string) => this.client.get('/api/account/devices/{code}', { path: { code } });
  approveDevice = (code: string, body: BodyOf<'/api/account/devices/{code}/approve'>) =>
    this.client.post('/api/account/devices/{code}/approve', { path: { code }, body });
  rejectDevice = (code: string) => this.client.post('/api/account/devices/{code}/reject', { path: { code } });
}
