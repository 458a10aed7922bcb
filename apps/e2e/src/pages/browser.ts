import { ensureChromium, thisMachine } from '@reprise/setup';
import { chromium, type Browser, type BrowserContext, type Page, type Response } from 'playwright-core';

/** Longest wait for a page to show something, in milliseconds: longer than it takes on a busy machine. */
export const PAGE_PATIENCE_MS = 120_000;

/** Browser window of a user. Without a graphics card, animations take a quarter of a CPU while visible. */
export const personsWindow = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;

const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'];

/** Headless Chromium: the one selected by the set-up, or the one it would select if a spec runs on its own. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['REPRISE_CHROMIUM'] ?? (await ensureChromium(thisMachine(), console.error));
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-sync', ...quiet] });
}

/** Marks a browser as returning: it is not offered the first account. */
export const skipFirstAdmin = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    // A sandboxed frame has no storage.
    if (window.origin !== 'null') localStorage.setItem('reprise.first-admin', 'asked');
  });

/**
 * Whether the server has postponed a read because the machine is busy. If a part of the page never gets its data, the
 * tests that wait for that part fail.
 */
const isPutOff = (answer: Response): boolean =>
  answer.status() === 503 && answer.request().method() === 'GET' && 'retry-after' in answer.headers();

/** A page with complete error checks: `problems` contains failed requests, logged errors, and CSP violations. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage(personsWindow);
  await skipFirstAdmin(page.context());
  const problems: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() >= 400 && !isPutOff(answer)) problems.push(`${String(answer.status())} ${answer.url()}`);
  });
  page.on('console', (message) => {
    // The browser's message about a failed request does not name the request.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) problems.push(message.text());
  });
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`CSP refused ${violatedDirective}: ${blockedURI}`),
    ),
  );
  // If a part of the page does not arrive, the page reloads itself; a test would report that as something else.
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // Aborted: the page was left.
    if (request.resourceType() === 'script' && reason !== 'net::ERR_ABORTED')
      process.stderr.write(`${request.url()} failed: ${String(reason)}\n`);
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  await page.goto(url);
  return { page, problems };
}
