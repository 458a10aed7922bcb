import { Service } from '@angular/core';
import { lastValueFrom, Subject } from 'rxjs';

/** Requests that replace the session, such as a change of the password. */
@Service()
export class SessionRenewal {
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;

  /** Registers a request that replaces the session. Call the returned function when it is answered. */
  begin(): () => void {
    const ended = new Subject<void>();
    this.#last = lastValueFrom(ended, { defaultValue: undefined });
    this.#running += 1;
    return () => {
      this.#running -= 1;
      ended.complete();
    };
  }

  /** Returns a function that returns the end of the last renewal since this call or during it; null if there is none. */
  watch(): () => Promise<unknown> | null {
    const before = this.#running > 0 ? null : this.#last;
    return () => (this.#last === before ? null : this.#last);
  }
}
