import { Service, signal } from '@angular/core';

/** Whether the browser's session is still valid. Until there is a login, a person signs in by opening the link with the token. */
@Service()
export class Session {
  readonly signedOut = signal(false);
}
