import { Service } from '@angular/core';

/** Requests that replace the session, such as changing the password. */
@Service()
export class SessionRenewal {
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;

  /** Registers a request that replaces the session. Call the returned function when it is answered. */
  begin(): () => void {
    let end: () => void;
    this.#last = new Promise<void>((resolve) => (end = resolve));
    this.#running += 1;
    return () => {
      this.#running -= 1;
      end();
    };
  }

  /**
   * Returns a function. If a renewal was in progress at this call or has begun since, that function returns a promise
   * for the end of the last one; otherwise null.
   */
  watch(): () => Promise<unknown> | null {
    const before = this.#running > 0 ? null : this.#last;
    return () => (this.#last === before ? null : this.#last);
  }
}
