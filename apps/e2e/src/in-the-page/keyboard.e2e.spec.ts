import type { Browser, Locator, Page } from 'playwright-core';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../lab.ts';
import { openBrowser, openPage, PAGE_PATIENCE_MS } from '../pages/browser.ts';
import { JobPage } from '../pages/job-page.ts';
import { isFocused, Keyboard } from '../pages/keyboard.ts';
import { startSimulated } from '../showroom/showroom.ts';

describe('a person with only a keyboard, on a simulated Nextflow', () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let keyboard: Keyboard;
  beforeAll(async () => {
    [lab, browser] = await Promise.all([startSimulated({ REPRISE_CANCEL_GRACE: '2s' }), openBrowser()]);
    ({ page, problems } = await openPage(browser, lab.system.link));
    keyboard = new Keyboard(page);
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });
  afterEach(() => {
    expect(problems.splice(0)).toEqual([]);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
  const dialog = () => page.locator('[role=dialog], [role=alertdialog]');
  const hasFocus = (target: Locator) =>
    waitUntil(async () => (await target.count()) === 1 && (await isFocused(target)), {
      milliseconds: PAGE_PATIENCE_MS,
      what: `the focus is on ${String(target)}`,
    });

  it('skips the navigation', async () => {
    await heading('Jobs').waitFor();
    await keyboard.press('Tab');
    await hasFocus(page.getByRole('link', { name: 'Skip to content' }));
    await keyboard.press('Enter');
    await hasFocus(page.getByRole('main'));
  });

  it('submits, cancels with a reason, resumes and reruns', async () => {
    await keyboard.press('n');
    await hasFocus(heading('New job'));
    await keyboard.to(button('DEMO-LONG-simulated'));
    await keyboard.press('Enter');
    await keyboard.to(button('Submit job'));
    await keyboard.press('Enter');
    const job = new JobPage(page);
    await job.shows('Running');

    await keyboard.to(button(/^Cancel DEMO/));
    await keyboard.press('Enter');
    await hasFocus(button('Keep running'));
    await keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await hasFocus(button(/^Cancel DEMO/));
    expect((await lab.api.job(job.jobId)).pending_action).toBeNull();

    await keyboard.press('Enter');
    await hasFocus(button('Keep running'));
    await keyboard.to(page.getByRole('textbox', { name: /^Reason/ }), 'Shift+Tab');
    await keyboard.type('wrong sample');
    await keyboard.press('Control+Enter');
    await job.shows('Cancelled');
    await job.showsText('wrong sample');

    await hasFocus(button(/^Resume DEMO/));
    await keyboard.press('Enter');
    await hasFocus(button('Not now'));
    await keyboard.to(button('Resume job'));
    await keyboard.press('Enter');
    await job.shows('Running');

    await hasFocus(button(/^Cancel DEMO/));
    await keyboard.press('Enter');
    await hasFocus(button('Keep running'));
    await keyboard.to(button('Cancel job'));
    await keyboard.press('Enter');
    await job.shows('Cancelled');

    await keyboard.to(button(/^Rerun DEMO/));
    await keyboard.press('Enter');
    await hasFocus(button('Not now'));
    await keyboard.to(button('Delete and rerun'));
    await keyboard.press('Enter');
    await job.shows('Running');
    expect(await lab.api.job(job.jobId)).toMatchObject({ attempt: 3, attempt_mode: 'fresh' });
  });

  it('acts on a row of the list, and comes back to it', async () => {
    await keyboard.press('g');
    await keyboard.press('j');
    await hasFocus(heading('Jobs'));
    const row = page.getByRole('link', { name: /^DEMO-LONG/ });
    await row.waitFor();
    await keyboard.press('j');
    await hasFocus(row);
    await keyboard.press('c');
    await hasFocus(button('Keep running'));
    await keyboard.press('Escape');
    await hasFocus(row);
    await keyboard.press('Enter');
    await heading('DEMO-LONG-simulated').waitFor();
  });

  it('sets a filter and removes it, and goes back to now, without losing its place', async () => {
    await page.getByRole('slider', { name: 'Moment' }).press('ArrowLeft');
    await keyboard.to(button('Back to now'), 'Shift+Tab');
    await keyboard.press('Enter');
    await hasFocus(heading('DEMO-LONG-simulated'));
    const namesRead = page.waitForResponse(/\/api\/jobs\?limit=200/);
    await keyboard.press('g');
    await keyboard.press('j');
    await hasFocus(heading('Jobs'));
    await namesRead;
    await keyboard.to(button('Created by'));
    await keyboard.press('Enter');
    await hasFocus(page.getByRole('menuitem', { name: 'Local administrator' }));
    await keyboard.press('Enter');
    await hasFocus(button('Created by Local administrator, remove filter'));
    await keyboard.press('Enter');
    await hasFocus(button('Created by'));
    await keyboard.to(page.getByRole('searchbox', { name: 'Search jobs' }), 'Shift+Tab');
    await keyboard.type('no such sample');
    await keyboard.to(button('Clear filters'));
    await keyboard.press('Enter');
    await hasFocus(page.getByRole('searchbox', { name: 'Search jobs' }));
    await page.getByRole('link', { name: /^DEMO-LONG/ }).waitFor();
    await keyboard.press('Escape');
  });

  it('finds commands and jobs by typing, and the keys by a question mark', async () => {
    await keyboard.press('Control+k');
    await keyboard.type('long');
    await page.getByRole('option', { name: /^DEMO-LONG/ }).waitFor();
    await keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard' }).waitFor();
    await keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await keyboard.press('Control+k');
    await hasFocus(page.getByRole('combobox', { name: 'Find a command or a job' }));
    await keyboard.type('new job');
    await keyboard.press('Enter');
    await hasFocus(heading('New job'));
  });
});
