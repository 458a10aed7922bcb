import type { Page } from 'playwright-core';
import type { RunnerView } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../../lab.ts';
import { exomeAt } from '../../showroom/exome.ts';
import type { SharedPage } from '../shared-page.ts';

/** Whether a runner that has sent a heartbeat since then accepts no additional jobs. */
const isDraining = ({ last_seen, holds_back, slots_taken }: RunnerView, since: string): boolean =>
  last_seen > since && holds_back?.startsWith('It drains') === true && slots_taken === 1;

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Tests of the runners page. */
export function runners(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(() => {
    ({ lab, page, problems } = shared);
  });
  beforeEach(async () => {
    await page.goto(`${lab.system.url}/runners`);
    await page.getByText('Takes jobs', { exact: true }).waitFor();
  });

  async function submit(sample: string): Promise<string> {
    const params = { simulation: exomeAt('ALIGN') };
    const { job_id } = await lab.api.submit({ pipeline: 'simulated-exome', sample_name: sample, params });
    return job_id;
  }
  const isIn = (id: string, wanted: string) =>
    waitUntil(async () => (await lab.api.job(id)).status === wanted, {
      every: 100,
      what: `job ${id} is ${wanted}`,
    });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const shown = (text: string | RegExp) => page.getByText(text).first().waitFor();

  it('drains one: running jobs continue, and waiting jobs stay, also after its restart, until it is released', async () => {
    const running = await submit('RUN-1');
    await page.getByRole('link', { name: 'RUN-1' }).waitFor();

    await press('Drain');
    await page.getByLabel(/^Reason/).fill('new kernel at noon');
    await press('Drain runner');
    await shown(/^running jobs \(1 slot\) continue$/);
    await shown(/“new kernel at noon”/);
    await isIn(running, 'running'); // its slot is taken before it starts

    const waiting = await submit('RUN-2');
    await lab.system.services['runner']!.stop();
    const stopped_at = new Date().toISOString();
    await lab.bringBack('runner');
    await waitUntil(async () => (await lab.api.runners()).some((each) => isDraining(each, stopped_at)), {
      every: 100,
      what: 'the runner that was started again drains',
    });
    await shown(/^running jobs \(1 slot\) continue$/);
    await lab.api.command(running, 'cancel');
    await shown(/no attempt left, drained at/);
    expect((await lab.api.job(waiting)).status).toBe('pending');

    await press('Take jobs again');
    await page.getByRole('dialog').getByRole('button', { name: 'Take jobs again' }).click();
    await isIn(waiting, 'running');
    await page.getByRole('link', { name: 'RUN-2' }).waitFor();
    expect(problems.splice(0)).toEqual([]);
    await lab.api.command(waiting, 'cancel');
    await isIn(waiting, 'failed');
  });

  it('takes jobs only in the windows of a schedule', async () => {
    const inTwoDays = DAYS[(new Date().getUTCDay() + 2) % 7]!;
    await press('Schedule');
    await page.getByLabel('Only in these windows').check();
    for (const day of DAYS) await page.getByLabel(day, { exact: true }).setChecked(day === inTwoDays);
    await page.getByLabel('From').fill('20:00');
    await page.getByLabel('To', { exact: true }).fill('06:00');
    await page.getByLabel('Time zone').fill('Berlin');
    await press('Save schedule');
    await shown('Choose a time zone, such as Europe/Berlin');
    await page.getByLabel('Time zone').fill('UTC');
    await press('Save schedule');
    await shown('Closed by its schedule');
    await shown(`Schedule: ${inTwoDays} 20:00–06:00, time of UTC`);

    const waiting = await submit('RUN-3');
    const [runner] = await lab.api.runners();
    expect(runner).toMatchObject({ work_time: { open: false }, slots_taken: 0 });
    expect((await lab.api.job(waiting)).status).toBe('pending');

    await press('Schedule');
    await page.getByLabel('At any time').check();
    await press('Save schedule');
    await isIn(waiting, 'running');
    expect(problems.splice(0)).toEqual([]);
  });
}
