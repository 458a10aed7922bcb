import { inject, Service } from '@angular/core';
import { PageApiClient } from './api-client.ts';

/** Client of the endpoints of the browser's session. Each method rejects with a `ProblemError`. */
@Service()
export class SessionApi {
  private readonly client = inject(PageApiClient);

  session = () => this.client.get('/api/session');
  /** Checks a server token without signing in with it. */
  checkToken = (token: string) => this.client.get('/api/session', { headers: { authorization: `Bearer ${token}` } });
  signOut = () => this.client.post('/api/session/sign-out');
}
