import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import { exomeAt } from '../../showroom/exome.ts';
import type { SharedPage } from '../shared-page.ts';

/** Tests of one command for many jobs. */
export function manyJobs(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(() => {
    ({ lab, page, problems } = shared);
  });

  async function submit(sample: string): Promise<string> {
    const params = { simulation: exomeAt('ALIGN') };
    const { job_id, seq } = await lab.api.submit({ pipeline: 'simulated-exome', sample_name: sample, params });
    await lab.api.job(job_id, seq);
    return job_id;
  }
  const box = (name: string) => page.getByRole('checkbox', { name });
  const outcomes = () => page.getByRole('list', { name: 'Outcomes' }).getByRole('listitem');

  it('cancels the selected jobs after their number was typed, shows the first refusal, and records all in the audit', async () => {
    const names = ['MANY-1', 'MANY-2', 'MANY-3', 'MANY-4'];
    const ids = [];
    for (const name of names) ids.push(await submit(name));
    await lab.api.command(ids[1]!, 'cancel');
    await page.goto(`${lab.system.url}/jobs`);
    await page.getByRole('row', { name: /Cancelled MANY-2/ }).waitFor();

    await box('Select MANY-4').click();
    await box('Select MANY-2').click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Cancel 2 of 3 selected jobs' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Cancel 3 jobs?' });
    await dialog.getByText('2 of 3 allowed it when this dialog opened.').waitFor();
    await dialog.getByLabel(/^Reason/).fill('the reference was the wrong one');
    await dialog.getByRole('button', { name: 'Cancel 3 jobs' }).click();
    await dialog.getByText('Type the number of jobs: 3').waitFor();
    await dialog.getByLabel('Type 3 to confirm').fill('3');
    await dialog.getByRole('button', { name: 'Cancel 3 jobs' }).click();
    await page.getByText('2 accepted, 1 refused').waitFor();

    await page.reload(); // the tab still remembers what it follows
    await page.getByText('2 accepted, 1 refused').waitFor();
    await page.getByRole('link', { name: 'Results' }).click();
    await outcomes().filter({ hasText: 'MANY-4' }).waitFor(); // until then, the list is empty
    expect(await outcomes().first().innerText()).toMatch(
      /Refused\s+MANY-2[^]*Cannot cancel job with status: cancelled/,
    );
    expect(await outcomes().count()).toBe(3);

    await page.getByRole('link', { name: 'In the audit' }).click();
    await page.getByRole('button', { name: 'Show all requests again' }).waitFor();
    await page.getByText('the reference was the wrong one').nth(2).waitFor();
    expect(await lab.api.job(ids[0]!)).toMatchObject({ failure: null });
    expect(problems.splice(0)).toEqual([]);
  });

  it('selects by keys, and clears the selection with Escape', async () => {
    await page.goto(`${lab.system.url}/jobs`);
    await page.getByRole('link', { name: /MANY-4/ }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('3 selected').waitFor({ state: 'detached' });
  });
}
