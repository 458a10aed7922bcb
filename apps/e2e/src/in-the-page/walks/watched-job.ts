import type { BrowserContext, Page } from 'playwright-core';
import { PAGE_PATIENCE_MS, skipFirstAdmin } from '../../pages/browser.ts';
import { JobPage } from '../../pages/job-page.ts';
import { type LayoutShift, shiftsOf, watchShifts } from '../../pages/layout-shifts.ts';
import { exome, exomeAt, failingExome, type Simulation } from '../../showroom/exome.ts';
import type { SharedPage } from '../shared-page.ts';

/**
 * Maximum sum of the layout shifts over a job's lifetime: a fifth of the noticeable amount.
 * https://web.dev/articles/cls
 */
const MOST_SHIFT = 0.02;
const WINDOWS = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Tests of a user who watches one job from its submission to its end, on a desktop and a phone. */
export function watchedJob(shared: SharedPage): void {
  const contexts: BrowserContext[] = [];
  const pages = new Map<string, Page>();
  beforeAll(async () => {
    for (const [name, viewport] of Object.entries(WINDOWS)) {
      // With animations, as for most people. Without them, content that appears above an entry moves it immediately.
      const context = await shared.browser.newContext({ viewport, reducedMotion: 'no-preference' });
      contexts.push(context);
      await skipFirstAdmin(context);
      const page = await context.newPage();
      page.setDefaultTimeout(PAGE_PATIENCE_MS);
      await page.goto(shared.lab.system.link);
      await page.getByRole('heading', { name: 'Jobs', level: 1 }).waitFor();
      await watchShifts(page);
      pages.set(name, page);
    }
  });
  afterAll(() => Promise.all(contexts.map((context) => context.close())));

  it.each([
    ['completes', 'PAT-STILL', exome(), 'Completed'],
    ['fails', 'PAT-SHAKEN', failingExome(), 'Failed'],
  ])('sees no part jump on the page of a job that %s', async (_, sample, simulation, ending) => {
    expect(jumpsIn(await watch(sample, simulation, ending))).toEqual([]);
  });

  it('prints the whole log that was read, not just the part in view', async () => {
    const page = pages.get('desk')!;
    const box = page.getByRole('log', { name: 'Log' });
    await box.locator('div').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    const room = await box.evaluate((log) => {
      const last =
        log.lastElementChild!.getBoundingClientRect().bottom + parseFloat(getComputedStyle(log).paddingBottom);
      return Math.abs(log.getBoundingClientRect().bottom - last);
    });
    await page.emulateMedia({ media: null });
    expect(room).toBeLessThanOrEqual(1);
  });

  it('sees no part jump when a busy server lists the results late', async () => {
    let tell: () => void = () => undefined;
    const notified = new Promise<void>((resolve) => (tell = resolve));
    const pipelines = /\/api\/pipelines/;
    for (const page of pages.values()) await page.route(pipelines, (route) => notified.then(() => route.continue()));
    const id = await submit('PAT-LATE', exomeAt('ALIGN'));
    await eachPage(async (page) => {
      await page.goto(`${shared.lab.system.url}/jobs/${id}`);
      await new JobPage(page).shows('Running');
    });
    tell();
    const shifts = await eachPage(async (page) => {
      await page.getByRole('group', { name: 'Results' }).waitFor();
      await page.unroute(pipelines);
      return settledShifts(page);
    });
    expect(jumpsIn(shifts)).toEqual([]);
  });

  const eachPage = <T>(act: (page: Page) => Promise<T>): Promise<T[]> => Promise.all([...pages.values()].map(act));

  async function submit(sample: string, simulation: Simulation): Promise<string> {
    const { job_id, seq } = await shared.lab.api.submit({
      pipeline: 'simulated-exome',
      sample_name: sample,
      params: { simulation, mended: 'mended' },
    });
    await shared.lab.api.job(job_id, seq);
    return job_id;
  }

  /** Returns the layout shifts on each page while a new job was watched until it ended. */
  async function watch(sample: string, simulation: Simulation, ending: string): Promise<LayoutShift[][]> {
    const id = await submit(sample, simulation);
    return eachPage(async (page) => {
      await page.goto(`${shared.lab.system.url}/jobs/${id}`);
      await new JobPage(page).shows(ending);
      return settledShifts(page);
    });
  }
}

/** Returns the layout shifts on a page, once all animations have finished. */
async function settledShifts(page: Page): Promise<LayoutShift[]> {
  await page.locator('rp-step-timeline .legend').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[style*="translateY"]').length === 0);
  return shiftsOf(page);
}

const jumpsIn = (pages: LayoutShift[][]) => pages.filter((shifts) => sumOf(shifts) >= MOST_SHIFT);
const sumOf = (shifts: readonly LayoutShift[]) => shifts.reduce((sum, { value }) => sum + value, 0);
