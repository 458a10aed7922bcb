import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import { openPage } from '../../pages/browser.ts';
import { JobPage } from '../../pages/job-page.ts';
import { exomeAt } from '../../showroom/exome.ts';
import type { SharedPage } from '../shared-page.ts';

/** Tests of two people in two browsers. */
export function twoBrowsers(shared: SharedPage): void {
  let lab: Lab;
  let one: Page;
  let other: Page;
  let list: Page;
  beforeAll(async () => {
    ({ lab, page: one } = shared);
    // Each page has a separate session, storage and cache.
    const open = async () => (await openPage(shared.browser, lab.system.link)).page;
    [other, list] = await Promise.all([open(), open()]);
  });
  afterAll(() => Promise.all([other, list].map((page) => page.context().close())));

  async function openJob(sample: string): Promise<string> {
    const { job_id, seq } = await lab.api.submit({
      pipeline: 'simulated-exome',
      sample_name: sample,
      params: { simulation: exomeAt('ALIGN') },
    });
    await lab.api.job(job_id, seq);
    const url = `${lab.system.url}/jobs/${job_id}`;
    await Promise.all([one.goto(url), other.goto(url), list.goto(lab.system.url)]);
    await Promise.all([one, other].map((page) => new JobPage(page).shows('Running')));
    await list.getByRole('row', { name: new RegExp(`Running ${sample}`) }).waitFor();
    return job_id;
  }

  const accepted = (page: Page, action: string) =>
    page.waitForResponse((answer) => answer.url().endsWith(`/${action}`) && answer.status() === 202);
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

  it("see each other's commands without a reload, with the reason and the same outcome", async () => {
    await openJob('PAT-0001');
    await Promise.all([accepted(one, 'cancel'), new JobPage(one).ask('Cancel', 'tube was swapped')]);
    await Promise.all([
      other.getByRole('main').getByText('tube was swapped').first().waitFor(),
      button(other, 'Cancel PAT-0001').waitFor({ state: 'detached' }),
      button(list, 'Cancel PAT-0001').waitFor({ state: 'detached' }),
    ]);
    await Promise.all([one, other].map((page) => new JobPage(page).shows('Cancelled')));
    await list.getByRole('row', { name: /Cancelled PAT-0001/ }).waitFor();
    await button(list, 'Resume PAT-0001').waitFor();

    await Promise.all([accepted(other, 'resume'), new JobPage(other).ask('Resume', 'it was the right one')]);
    await one.getByRole('main').getByText('it was the right one').first().waitFor();
    await new JobPage(one).shows('Running');
    await button(list, 'Cancel PAT-0001').waitFor();
  });

  it('learn in an open dialog that the other was first, and that a command is too late', async () => {
    const id = await openJob('PAT-0002');
    await button(other, 'Cancel PAT-0002').click();
    await button(list, 'Cancel PAT-0002').click();
    await new JobPage(one).ask('Cancel', 'node is needed');
    await new JobPage(one).shows('Cancelled');

    for (const page of [other, list]) {
      await page.getByText('PAT-0002 changed meanwhile: it is cancelled now.').waitFor();
      expect(await button(page, 'Cancel job').isDisabled()).toBe(true);
      await button(page, 'Close').click();
      await button(page, 'Resume PAT-0002').waitFor();
    }
    const asked = (await lab.api.history(id)).filter(({ type }) => type.startsWith('cancel_'));
    expect(asked.map(({ type }) => type)).toEqual(['cancel_requested']);
  });
}
