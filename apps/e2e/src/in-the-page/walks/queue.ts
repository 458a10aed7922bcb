import type { Page } from 'playwright-core';
import { manyJobs, removeCopies, waitUntil } from '@reprise/testing';
import type { Lab } from '../../lab.ts';
import { exomeAt } from '../../showroom/exome.ts';
import { openPage } from '../../pages/browser.ts';
import { longestTask } from '../../pages/longest-task.ts';
import type { SharedPage } from '../shared-page.ts';

const WAITING = 5_000;
const LONGEST_TASK_MS = 200;

/** Tests of the queue page. */
export function queue(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    ({ lab, page, problems } = shared);
    // With one job at a time, the others wait in the queue.
    await lab.api.limitQueue('default', 1);
    await page.goto(`${lab.system.url}/queue`);
    await page.getByText('Taking jobs', { exact: true }).waitFor();
  });
  afterAll(() => lab.api.limitQueue('default', null));

  const submit = async (sample: string) => {
    const params = { simulation: exomeAt('ALIGN') };
    return (await lab.api.submit({ pipeline: 'simulated-exome', sample_name: sample, params })).job_id;
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const line = () => page.locator('ol li.job a').allTextContents();
  const lineIs = (...names: string[]) =>
    waitUntil(async () => (await line()).join() === names.join(), {
      every: 100,
      what: `the line is ${names.join()}`,
    });

  it('shows 5,000 waiting jobs without a long task, in few rows, and finds one of them', async () => {
    await lab.api.limitQueue('default', 0);
    const first = await submit('S00000');
    await waitUntil(async () => (await lab.api.job(first).catch(() => undefined))?.status === 'pending', {
      every: 100,
      what: 'the job waits',
    });
    await manyJobs(lab.system.databaseUrl, first, WAITING - 1);
    try {
      const { page: other, problems: wrong } = await openPage(shared.browser, lab.system.link);
      const place = (n: number) => other.locator(`ol li.job[aria-posinset="${String(n)}"]`);
      const longest = await longestTask(shared.browser, other, async () => {
        await other.goto(`${lab.system.url}/queue`);
        await place(1).waitFor();
        await other.mouse.move(600, 600);
        await other.mouse.wheel(0, 1_000);
        await place(20).waitFor();
        await other.keyboard.press('End');
        await place(WAITING).waitFor();
        expect(await other.locator('ol li.job').count()).toBeLessThan(50);
        await other.getByLabel('Search what waits').fill('S04321');
        await other.getByText(`1 of ${WAITING.toLocaleString('en')} match`).waitFor();
        expect(await other.locator('ol li.job a').allTextContents()).toEqual(['S04321']);
      });
      expect(longest).toBeLessThanOrEqual(LONGEST_TASK_MS);
      expect(wrong).toEqual([]);
      await other.context().close();
    } finally {
      await removeCopies(lab.system.databaseUrl);
      await lab.api.command(first, 'cancel', { reason: 'the line was seen' });
      await lab.api.limitQueue('default', 1);
    }
  }, 600_000);

  it('pauses the queue with a reason, reorders waiting jobs by keys, and resumes in that order', async () => {
    await press('Pause queue');
    await page.getByLabel(/^Reason/).fill('maintenance at noon');
    await page.getByRole('dialog').getByRole('button', { name: 'Pause queue' }).click();
    await page.getByText(/“maintenance at noon”/).waitFor();

    for (const name of ['PAT-1', 'PAT-2']) await submit(name);
    const third = await submit('PAT-3');
    await lineIs('PAT-1', 'PAT-2', 'PAT-3');
    await page.getByRole('button', { name: 'Move PAT-3, number 3' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await lineIs('PAT-1', 'PAT-3', 'PAT-2');
    await page.getByRole('button', { name: 'To front: PAT-3' }).click();
    await lineIs('PAT-3', 'PAT-1', 'PAT-2');

    await press('Resume queue');
    await page.getByRole('dialog').getByRole('button', { name: 'Resume queue' }).click();
    await lineIs('PAT-1', 'PAT-2');
    expect((await lab.api.job(third)).status).not.toBe('failed');
    expect(problems.splice(0)).toEqual([]);
  });
}
