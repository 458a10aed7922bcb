import { inject, Service } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';

/** Client of the sign-in endpoints. Each method rejects with a `ProblemError`. */
@Service()
export class AccessApi {
  private readonly client = inject(PageApiClient);

  options = () => this.client.get('/api/sign-in');
  password = (body: BodyOf<'/api/sign-in/password'>) => this.client.post('/api/sign-in/password', { body });
  totp = (body: BodyOf<'/api/sign-in/totp'>) => this.client.post('/api/sign-in/totp', { body });
  passkeyOptions = () => this.client.post('/api/sign-in/passkey/options');
  passkey = (response: object) =>
    this.client.post('/api/sign-in/passkey', { body: { response: response as Record<string, unknown> } });
  firstPasskeyOptions = (email: string) =>
    this.client.post('/api/session/first-admin/passkey-options', { body: { email } });
  firstAdmin = (body: BodyOf<'/api/session/first-admin'>) => this.client.post('/api/session/first-admin', { body });
  showInvite = (secret: string) => this.client.post('/api/invites/show', { body: { secret } });
  invitePasskeyOptions = (secret: string) => this.client.post('/api/invites/passkey-options', { body: { secret } });
  acceptInvite = (body: BodyOf<'/api/invites/accept'>) => this.client.post('/api/invites/accept', { body });
}

/** URL that begins a sign-in through the organisation's directory and ends at `returnTo`. */
export const directoryUrl = (returnTo: string): string =>
  `/api/sign-in/oidc?${new URLSearchParams({ return_to: returnTo })}`;
