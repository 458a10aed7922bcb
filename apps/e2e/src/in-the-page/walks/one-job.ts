import type { Page as Listed, RunnerView } from '@reprise/contracts';
import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import { NewJobPage } from '../../pages/new-job-page.ts';
import type { SharedPage } from '../shared-page.ts';

/** Tests of the page of a job. */
export function oneJob(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(() => {
    ({ lab, page, problems } = shared);
  });
  afterEach(async () => {
    await lab.tidy();
    expect(problems.splice(0)).toEqual([]);
  });

  // `exome` waits for the same reads to complete, which takes several times as long.
  it('starts a demo exome with three clicks, and watches its first step', async () => {
    const form = await NewJobPage.openFromMenu(page);
    await form.chooseDemo('DEMO1-simulated');
    const job = await form.start();
    await job.shows('Running');
    // Nextflow and the tools of its first step have to start first, even on a busy machine.
    await job.showsText(/^[1-8] of 8 done$/, 180_000);
    expect(await lab.api.job(job.jobId)).toMatchObject({
      sample_name: 'DEMO1-simulated',
      progress: { steps_total: 8 },
    });
    await lab.cancelAll();
  });

  it('is asked for confirmation before input for a new job is discarded', async () => {
    const form = await NewJobPage.openFromMenu(page);
    await form.chooseDemo('DEMO1-simulated');
    await page.getByLabel('Sample name').fill('PAT-7');
    const jobs = page.getByRole('link', { name: 'Jobs' }).first();
    const asked = page.getByRole('alertdialog', { name: 'Leave without submitting' });
    await jobs.click();
    await asked.getByRole('button', { name: 'Keep editing' }).click();
    await asked.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Sample name').inputValue()).toBe('PAT-7');
    expect(new URL(page.url()).pathname).toBe('/new');

    const browserAsks = new Promise<string>((resolve) => {
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      });
    });
    await page.evaluate(() => window.setTimeout(() => window.location.reload()));
    expect(await browserAsks).toBe('beforeunload');

    await jobs.click();
    await asked.getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL(/\/jobs$/);
  });

  it('sees no part of the page move when a problem banner appears and disappears', async () => {
    await page.goto(new URL('/jobs', lab.system.url).href);
    const heading = page.getByRole('heading', { name: 'Jobs', level: 1 });
    await heading.waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const before = await heading.boundingBox();
    await page.route('**/api/runners', async (route) => {
      const { items, ...rest } = (await (await route.fetch()).json()) as Listed<RunnerView>;
      await route.fulfill({ json: { ...rest, items: items.map((runner) => ({ ...runner, alive: false })) } });
    });
    const banner = page.getByText('No runner is taking jobs.');
    await banner.waitFor();
    expect(await heading.boundingBox()).toEqual(before);
    await page.unroute('**/api/runners');
    await banner.waitFor({ state: 'detached' });
    expect(await heading.boundingBox()).toEqual(before);
  });
}
