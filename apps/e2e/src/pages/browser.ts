import { ensureChromium, thisMachine } from '@reprise/setup';
import { chromium, type Browser, type BrowserContext, type Page, type Response } from 'playwright-core';

/** Longest wait for what a page is to show, in milliseconds: longer than a busy machine takes. */
export const PAGE_PATIENCE_MS = 120_000;

/** Window of a user. Without a graphics card, animations take a quarter of a processor while visible. */
export const personsWindow = { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const;

const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'];

/** Chromium without a screen: the one that set-up chose or, where a spec is run by itself, would choose. */
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

/** A read that the server puts off while the machine is busy. A part of the page that stays without it is missed by what waits for it. */
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
    // The browser's own line about a failed request does not say which.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) problems.push(message.text());
  });
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`CSP refused ${violatedDirective}: ${blockedURI}`),
    ),
  );
  page.on('pageerror', (error) => problems.push(String(error)));
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  await page.goto(url);
  return { page, problems };
}
