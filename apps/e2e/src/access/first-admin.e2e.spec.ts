import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { AccessPages } from '../pages/access-pages.ts';
import { openBrowser } from '../pages/browser.ts';
import { exome } from '../showroom/exome.ts';
import { newPerson, PASSWORD, startAtLocalhost } from './access-lab.ts';

describe('the first start', () => {
  let lab: Lab;
  let url: string;
  let link: string;
  let browser: Browser;
  let page: Page;
  let access: AccessPages;
  beforeAll(async () => {
    [{ lab, url, link }, browser] = await Promise.all([startAtLocalhost(), openBrowser()]);
    ({ page } = await newPerson(browser));
    access = new AccessPages(page);
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });

  it('asks for the first account, which can be skipped and made later', async () => {
    await page.goto(link);
    await access.heading('Welcome. Who are you?');
    await access.press('Skip for now');
    await access.says('Local administrator');
    await access.pick('Make the first account');
    await access.makeFirstAdmin('Ana Ruiz', 'ana@lab.example', PASSWORD);
    await access.heading('Sign in without a password next time');
    await access.press('Not now');
    await access.says('Ana Ruiz');
    await access.says('Admin');
  });

  it('names the admin in list, trail and audit', async () => {
    await page.getByRole('button', { name: 'All jobs', exact: true }).waitFor();
    const jobId = await page.evaluate(
      async (params) => {
        const body = JSON.stringify({ pipeline: 'simulated-exome', sample_name: 'PAT-1', params });
        const answer = await fetch('/api/jobs', {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json' },
        });
        return ((await answer.json()) as { job_id: string }).job_id;
      },
      { simulation: exome() },
    );
    await access.says('by Ana Ruiz');
    await page.goto(`${url}/jobs/${jobId}`);
    await access.says('Ana Ruiz');
    expect(await page.getByText(/user:[0-9a-f]/).count()).toBe(0);
    await page.goto(`${url}/audit`);
    await page.getByRole('row', { name: /Ana Ruiz.*Submitted/ }).waitFor();
  });

  it('lets the admin sign out, and in again where the address points', async () => {
    await access.signOut();
    await page.goto(`${url}/audit?q=tube`);
    await access.signIn('ana@lab.example', 'wrong, this one');
    await page.getByRole('alert').waitFor();
    await access.signIn('ana@lab.example', PASSWORD);
    await access.heading('Audit');
    expect(page.url()).toBe(`${url}/audit?q=tube`);
  });
});
