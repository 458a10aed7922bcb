import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import type { SharedPage } from '../shared-page.ts';

/** Tests from the point of view of a user who writes a program. */
export function apiPages(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(() => {
    ({ lab, page, problems } = shared);
  });

  it('reads the API as a page, and opens and tries a route under a policy that blocks nothing', async () => {
    await page.goto(`${lab.system.url}/api/docs`);
    await page.getByRole('heading', { name: /^Reprise/ }).waitFor();
    await page.locator('#operations-tag-Queries').click();
    const route = page.locator('.opblock', { hasText: '/api/jobs/summary' });
    await route.getByRole('button', { name: /GET/ }).first().click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await route.getByRole('button', { name: 'Execute', exact: true }).click();
    await route
      .locator('.live-responses-table')
      .getByText(/"total": \d+/)
      .waitFor();
    expect(problems.splice(0)).toEqual([]);
  });

  it('reads the events as a page with its styles, and opens one of them', async () => {
    await page.goto(`${lab.system.url}/api/events`);
    await page.locator('#attempt_failed').waitFor();
    await page.locator('summary').first().click();
    await page.locator('details[open]').first().waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.body).maxWidth)).not.toBe('none');
    expect(problems.splice(0)).toEqual([]);
  });
}
