import type { Page } from 'playwright-core';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../../lab.ts';
import { exomeAt } from '../../showroom/exome.ts';
import type { SharedPage } from '../shared-page.ts';

/** Tests of the page of the queue. */
export function queue(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    ({ lab, page, problems } = shared);
    // One job runs at once: the others wait in line.
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
  const line = () => page.locator('ol li a').allTextContents();
  const lineIs = (...names: string[]) =>
    waitUntil(async () => (await line()).join() === names.join(), {
      every: 100,
      what: `the line is ${names.join()}`,
    });

  it('pauses the queue with a reason, reorders what waits by keys, and resumes in that order', async () => {
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
