import { waitUntil } from '@reprise/testing';
import type { Page, Request } from 'playwright-core';

const QUIET_MS = 300;

/** Waits until a page has had no open requests for a while, except the stream of changes. */
export class QuietNetwork {
  readonly #open = new Set<Request>();
  #since = performance.now();

  constructor(page: Page) {
    const ended = (request: Request) => {
      this.#open.delete(request);
      this.#since = performance.now();
    };
    page.on('request', (request) => request.url().includes('/stream') || this.#open.add(request));
    page.on('requestfinished', ended);
    page.on('requestfailed', ended);
  }

  /** Restarts the quiet period before new requests. */
  begin(): void {
    this.#since = performance.now();
  }

  async settled(): Promise<void> {
    const isQuiet = () => this.#open.size === 0 && performance.now() - this.#since > QUIET_MS;
    await waitUntil(isQuiet, { what: 'the page has what it asked for' });
  }
}
