import type { BrowserContext, Page } from 'playwright-core';
import { PAGE_PATIENCE_MS, skipFirstAdmin } from '../../pages/browser.ts';
import { JobPage } from '../../pages/job-page.ts';
import { type LayoutShift, shiftsOf, watchShifts } from '../../pages/layout-shifts.ts';
import { exome, failingExome, type Simulation } from '../../showroom/exome.ts';
import type { SharedPage } from '../shared-page.ts';

/** Sum of the layout shifts of a job's whole life: a fifth of what people begin to notice. https://web.dev/articles/cls */
const MOST_SHIFT = 0.02;
const WINDOWS = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Tests of a person who watches one job from its submission to its end, at a desk and on a phone. */
export function watchedJob(shared: SharedPage): void {
  const contexts: BrowserContext[] = [];
  const pages = new Map<string, Page>();
  beforeAll(async () => {
    for (const [name, viewport] of Object.entries(WINDOWS)) {
      // With motion, as most people have it: without, what comes above an entry moves it at once.
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
  ])('sees nothing jump on the page of a job that %s', async (_, sample, simulation, ending) => {
    // A frame that a busy browser draws late can count as a jump: what does jump, jumps each time.
    let jumps: LayoutShift[][] = [];
    for (let tries = 0; tries < 3; tries++) {
      jumps = (await watch(sample, simulation, ending)).filter((shifts) => sumOf(shifts) >= MOST_SHIFT);
      if (jumps.length === 0) break;
    }
    expect(jumps).toEqual([]);
  });

  /** Returns what moved on each page while a new job was watched until it ended. */
  async function watch(sample: string, simulation: Simulation, ending: string): Promise<LayoutShift[][]> {
    const { job_id, seq } = await shared.lab.api.submit({
      pipeline: 'simulated-exome',
      sample_name: sample,
      params: { simulation, mended: 'mended' },
    });
    await shared.lab.api.job(job_id, seq);
    const watched = async (page: Page) => {
      await page.goto(`${shared.lab.system.url}/jobs/${job_id}`);
      await new JobPage(page).shows(ending);
      await page.locator('rp-step-timeline .legend').waitFor();
      await page.waitForFunction(() => document.querySelectorAll('[style*="translateY"]').length === 0);
      return shiftsOf(page);
    };
    return Promise.all([...pages.values()].map(watched));
  }
}

const sumOf = (shifts: readonly LayoutShift[]) => shifts.reduce((sum, { value }) => sum + value, 0);
