import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PAGE_PATIENCE_MS, personsWindow } from './browser.ts';

/** Compressed kilobytes (1000 bytes) loaded by a page before any interaction. */
export interface Weight {
  readonly scriptsAndStyles: number;
  readonly fonts: number;
}

/** Opens an address in a fresh browser, and waits for the page with this title. */
export async function firstView(
  browser: Browser,
  url: string,
  title: string,
  prepare?: (context: BrowserContext) => Promise<unknown>,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(personsWindow);
  await prepare?.(context);
  const page = await context.newPage();
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  await page.goto(url);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return { context, page };
}

/** Returns the size of everything loaded so far, as sent by the server. */
export async function weightOf(page: Page): Promise<Weight> {
  const files = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(({ name, encodedBodySize }) => ({
      path: new URL(name).pathname,
      bytes: encodedBodySize,
    })),
  );
  const sum = (suffix: RegExp) =>
    files.filter(({ path }) => suffix.test(path)).reduce((all, { bytes }) => all + bytes, 0) / 1000;
  return { scriptsAndStyles: sum(/\.(js|css)$/), fonts: sum(/\.woff2$/) };
}

/** Returns the time of the largest contentful paint so far, in milliseconds since the navigation began. */
export const largestPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
