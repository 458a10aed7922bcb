import type { BrowserContext } from 'playwright-core';
import { skipFirstAdmin } from '../../pages/browser.ts';
import { firstView, weightOf } from '../../pages/first-view.ts';
import type { SharedPage } from '../shared-page.ts';

/** Compressed kilobytes that the first page may load; `angular.json` bounds the raw ones. */
const MOST = { scriptsAndStyles: 150, withFonts: 250 };

/** Tests of what a browser loads that was never here. */
export function firstLoad(shared: SharedPage): void {
  async function weigh(url: string, title: string, prepare?: (context: BrowserContext) => Promise<unknown>) {
    const { context, page } = await firstView(shared.browser, url, title, prepare);
    const { scriptsAndStyles, fonts } = await weightOf(page);
    await context.close();
    expect(scriptsAndStyles).toBeGreaterThan(50); // it was measured
    expect(scriptsAndStyles).toBeLessThanOrEqual(MOST.scriptsAndStyles);
    expect(scriptsAndStyles + fonts).toBeLessThanOrEqual(MOST.withFonts);
  }

  it('shows the jobs after at most 150 kB of scripts and styles, 250 kB with fonts', () =>
    weigh(shared.lab.system.link, 'Jobs', skipFirstAdmin));

  it('shows the way to sign in after no more than that', () =>
    weigh(`${shared.lab.system.url}/jobs`, 'Open Reprise with its link'));
}
