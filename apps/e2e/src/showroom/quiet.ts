import { waitUntil } from '@reprise/testing';
import type { Page, Request } from 'playwright-core';

const QUIET_MS = 300;

/** Waits until no request of a page but the stream of changes has been under way for a while. */
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

  /** Counts the quiet from now on: something is about to be asked for. */
  begin(): void {
    this.#since = performance.now();
  }

  async settled(): Promise<void> {
    const isQuiet = () => this.#open.size === 0 && performance.now() - this.#since > QUIET_MS;
    await waitUntil(isQuiet, { what: 'the page has what it asked for' });
  }
}
