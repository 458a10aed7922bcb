import type { BrowserContext } from 'playwright-core';
import { skipFirstAdmin } from '../../pages/browser.ts';
import { firstView, weightOf } from '../../pages/first-view.ts';
import type { SharedPage } from '../shared-page.ts';

/** Maximum compressed kilobytes of the first page load. `angular.json` limits the uncompressed size. */
const MOST = { scriptsAndStyles: 150, withFonts: 250 };

/** Tests of the first load in a fresh browser. */
export function firstLoad(shared: SharedPage): void {
  async function weigh(url: string, title: string, prepare?: (context: BrowserContext) => Promise<unknown>) {
    const { context, page } = await firstView(shared.browser, url, title, prepare);
    const { scriptsAndStyles, fonts } = await weightOf(page);
    await context.close();
    expect(scriptsAndStyles).toBeGreaterThan(50); // so it was measured
    expect(scriptsAndStyles).toBeLessThanOrEqual(MOST.scriptsAndStyles);
    expect(scriptsAndStyles + fonts).toBeLessThanOrEqual(MOST.withFonts);
  }

  it('shows the jobs after at most 150 kB of scripts and styles, 250 kB with fonts', () =>
    weigh(shared.lab.system.link, 'Jobs', skipFirstAdmin));

  it('shows the sign-in within the same limits', () =>
    weigh(`${shared.lab.system.url}/jobs`, 'Open Reprise with its link'));
}
