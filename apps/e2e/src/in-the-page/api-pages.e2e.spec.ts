import type { Browser, Page } from 'playwright-core';
import { Lab } from '../lab.ts';
import { openBrowser, openPage } from '../pages/browser.ts';

describe('a person who wants to write a program', () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    [lab, browser] = await Promise.all([Lab.start(), openBrowser()]);
    ({ page, problems } = await openPage(browser, lab.system.link));
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });

  it('reads the API as a page, opens a route of it and tries that, under a policy that refuses nothing it needs', async () => {
    await page.goto(`${lab.system.url}/api/docs`);
    await page.getByRole('heading', { name: /^Reprise/ }).waitFor();
    const route = page.locator('.opblock', { hasText: '/api/jobs/summary' });
    await route.getByRole('button', { name: /GET/ }).first().click();
    await route.getByRole('button', { name: 'Try it out' }).click();
    await route.getByRole('button', { name: 'Execute', exact: true }).click();
    await route.locator('.live-responses-table').getByText('"total": 0').waitFor();
    expect(problems).toEqual([]);
  });

  it('reads the events as a page with its styles, and opens one of them', async () => {
    await page.goto(`${lab.system.url}/api/events`);
    await page.locator('#attempt_failed').waitFor();
    await page.locator('summary').first().click();
    await page.locator('details[open]').first().waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.body).maxWidth)).not.toBe('none');
    expect(problems).toEqual([]);
  });
});
