import { Service, signal } from '@angular/core';

/** Whether the browser's session is still valid. Without a session, users open the sign-in link with the token. */
@Service()
export class Session {
  readonly signedOut = signal(false);
}
