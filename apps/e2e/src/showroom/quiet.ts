import { waitUntil } from '@reprise/testing';
import type { Page, Request } from 'playwright-core';

const QUIET_MS = 300;

/** Follows the requests of a page from now on. Answers what waits until none but the stream of changes has been under way for a while. */
export function requestsOf(page: Page): () => Promise<true> {
  const open = new Set<Request>();
  let since = performance.now();
  const ended = (request: Request) => {
    open.delete(request);
    since = performance.now();
  };
  page.on('request', (request) => request.url().includes('/stream') || open.add(request));
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const isQuiet = () => open.size === 0 && performance.now() - since > QUIET_MS;
  return () => waitUntil(isQuiet, { milliseconds: 20_000, what: 'the page has what it asked for' });
}
