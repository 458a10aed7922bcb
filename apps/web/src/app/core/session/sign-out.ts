import { DOCUMENT, inject, Service } from '@angular/core';
import { PageApiClient } from '../api/api-client.ts';
import { SessionApi } from '../api/session-api.ts';
import { Toasts } from '../page/toasts.ts';
import { messageOf, ProblemError } from '../problem.ts';

/** Ends sessions and reloads the page, so that no data stays in it. */
@Service()
export class SignOut {
  private readonly api = inject(SessionApi);
  /** Not the client of the whole account API, because every page loads this one. */
  private readonly client = inject(PageApiClient);
  private readonly toasts = inject(Toasts);
  private readonly document = inject(DOCUMENT);

  here = (): Promise<void> => this.end(() => this.api.signOut());

  /** Ends every session of the user, including this one. */
  everywhere = (): Promise<void> => this.end(() => this.client.post('/api/session/sign-out-everywhere'));

  private async end(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask();
    } catch (error) {
      const isOver = error instanceof ProblemError && error.status === 401;
      if (!isOver) return this.toasts.say(`You are still signed in. ${messageOf(error)}`);
    }
    this.document.location.assign('/');
  }
}
