import { Service, signal } from '@angular/core';

/** Whether the server still knows us. Without a login yet, getting in means opening the link with the token. */
@Service()
export class Session {
  readonly signedOut = signal(false);
}
