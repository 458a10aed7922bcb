import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../../lab.ts';
import { JobPage } from '../../pages/job-page.ts';
import { isFocused, Keyboard } from '../../pages/keyboard.ts';
import type { SharedPage } from '../shared-page.ts';

/** Tests of keyboard-only use. */
export function keyboard(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  let keys: Keyboard;
  beforeAll(async () => {
    ({ lab, page, problems } = shared);
    keys = new Keyboard(page);
    await page.goto(`${lab.system.url}/jobs`);
  });
  afterEach(() => {
    expect(problems.splice(0)).toEqual([]);
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
  const dialog = () => page.locator('[role=dialog], [role=alertdialog]');
  const hasFocus = (target: Locator) =>
    waitUntil(async () => (await target.count()) === 1 && (await isFocused(target)), {
      every: 50,
      what: `the focus is on ${String(target)}`,
    });

  it('skips the navigation', async () => {
    await heading('Jobs').waitFor();
    await keys.press('Tab');
    await hasFocus(page.getByRole('link', { name: 'Skip to content' }));
    await keys.press('Enter');
    await hasFocus(page.getByRole('main'));
  });

  it('submits, cancels with a reason, resumes and reruns', async () => {
    await keys.press('n');
    await hasFocus(heading('New job'));
    await keys.to(button('DEMO-LONG-simulated'));
    await keys.press('Enter');
    await keys.to(button('Submit job'));
    await keys.press('Enter');
    const job = new JobPage(page);
    await job.shows('Running');

    await keys.to(button(/^Cancel DEMO/));
    await keys.press('Enter');
    await hasFocus(button('Keep running'));
    await keys.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await hasFocus(button(/^Cancel DEMO/));
    expect((await lab.api.job(job.jobId)).pending_action).toBeNull();

    await keys.press('Enter');
    await hasFocus(button('Keep running'));
    await keys.to(page.getByRole('textbox', { name: /^Reason/ }), 'Shift+Tab');
    await keys.type('wrong sample');
    await keys.press('Control+Enter');
    await job.shows('Cancelled');
    await job.showsText('wrong sample');

    await hasFocus(button(/^Resume DEMO/));
    await keys.press('Enter');
    await hasFocus(button('Not now'));
    await keys.to(button('Resume job'));
    await keys.press('Enter');
    await job.shows('Running');

    await hasFocus(button(/^Cancel DEMO/));
    await keys.press('Enter');
    await hasFocus(button('Keep running'));
    await keys.to(button('Cancel job'));
    await keys.press('Enter');
    await job.shows('Cancelled');

    await keys.to(button(/^Rerun DEMO/));
    await keys.press('Enter');
    await hasFocus(button('Not now'));
    await keys.to(button('Delete and rerun'));
    await keys.press('Enter');
    await job.shows('Running');
    expect(await lab.api.job(job.jobId)).toMatchObject({ attempt: 3, attempt_mode: 'fresh' });
  });

  it('acts on a row of the list, and returns to it', async () => {
    await keys.chord('g', 'j');
    await hasFocus(heading('Jobs'));
    const row = page.getByRole('link', { name: /^DEMO-LONG/ });
    await row.waitFor();
    await keys.press('j');
    await hasFocus(row);
    await keys.press('c');
    await hasFocus(button('Keep running'));
    await keys.press('Escape');
    await hasFocus(row);
    await keys.press('Enter');
    await heading('DEMO-LONG-simulated').waitFor();
  });

  it('sets and removes a filter, and returns to now, with the focus in place', async () => {
    await page.getByRole('slider', { name: 'Moment' }).press('ArrowLeft');
    await keys.to(button('Back to now'), 'Shift+Tab');
    await keys.press('Enter');
    await hasFocus(heading('DEMO-LONG-simulated'));
    await keys.chord('g', 'j');
    await hasFocus(heading('Jobs'));
    await keys.to(button('Created by'));
    await keys.press('Enter');
    await hasFocus(page.getByRole('menuitem', { name: 'Local administrator' }));
    await keys.press('Enter');
    await hasFocus(button('Created by Local administrator, remove filter'));
    await keys.press('Enter');
    await hasFocus(button('Created by'));
    await keys.to(page.getByRole('searchbox', { name: 'Search jobs' }), 'Shift+Tab');
    await keys.type('no such sample');
    await keys.to(button('Clear filters'));
    await keys.press('Enter');
    await hasFocus(page.getByRole('searchbox', { name: 'Search jobs' }));
    await page.getByRole('link', { name: /^DEMO-LONG/ }).waitFor();
    await keys.press('Escape');
  });

  it('finds commands and jobs by typing, and the shortcuts with a question mark', async () => {
    const search = page.getByRole('combobox', { name: 'Find a command or a job' });
    await keys.press('Control+k');
    await hasFocus(search);
    await keys.type('long');
    await page.getByRole('option', { name: /^DEMO-LONG/ }).waitFor();
    await keys.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await keys.press('?');
    await page.getByRole('heading', { name: 'Keyboard' }).waitFor();
    await keys.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await keys.press('Control+k');
    await hasFocus(search);
    await keys.type('new job');
    await keys.press('Enter');
    await hasFocus(heading('New job'));
  });
}
