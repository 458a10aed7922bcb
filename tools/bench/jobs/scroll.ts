/// <reference lib="dom" />
import { join } from 'node:path';
import { simulatedNextflow, simulatedPipelines } from '@reprise/simulated-nextflow';
import { manyJobs, waitUntil } from '@reprise/testing';
import { ensureChromium, thisMachine } from '@reprise/setup';
import { startReprise, type Reprise } from '@reprise/launcher';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { call } from '../servers/api.ts';
import type { Bench, Pair } from '../measure/measure.ts';
import { scratch } from '../servers/servers.ts';

/** Pixels that one notch of a wheel scrolls. */
const NOTCH_PX = 120;
/** Milliseconds that the plain page may take until all its rows are laid out. */
const LAYOUT_MS = 180_000;

/** Measures what a frame costs the page's main thread while a person turns the wheel over a long list. */
export const scroll =
  (jobs = 10_000, notches = 40): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    const reprise = await startReprise(
      {
        REPRISE_DATA_DIR: join(folder.path, 'data'),
        REPRISE_PORT: '0',
        REPRISE_PIPELINES: simulatedPipelines,
        REPRISE_NEXTFLOW: simulatedNextflow,
        REPRISE_RATE_LIMIT: '0',
      },
      { build: false, say: (line) => say(`  ${line}`) },
    );
    const browser = await chromium.launch({
      executablePath: await ensureChromium(thisMachine(), say),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      await fill(reprise, jobs);
      const [page, bare] = await Promise.all([browser.newPage(), browser.newPage()]);
      await page.addInitScript(() => localStorage.setItem('reprise.first-admin', 'asked'));
      const pairs: Pair[] = [];
      for (let repetition = -1; repetition < repetitions; repetition += 1) {
        await page.goto(repetition < 0 ? reprise.link : reprise.url);
        await page.locator('tbody tr[aria-rowindex="12"]').waitFor({ state: 'attached' });
        if (repetition < 0) await bare.setContent(await page.evaluate(withoutScript, jobs), { timeout: LAYOUT_MS });
        const ours = await costOfScrolling(page, notches);
        const floor = await costOfScrolling(bare, notches);
        if (repetition >= 0) pairs.push({ ours, floor });
      }
      return [
        {
          question: 'page',
          name: 'scroll',
          ours: `a frame of the list of ${String(jobs)} jobs, ${String(notches)} notches of the wheel from its top; CPU time of the page's main thread`,
          floor: 'the same table as plain HTML with all its rows and no script, scrolled in the same way',
          unit: 'µs per frame',
          pairs,
        },
      ];
    } finally {
      await browser.close();
      await reprise.stop();
    }
  };

async function fill(reprise: Reprise, jobs: number): Promise<void> {
  const body = { pipeline: 'simulated', sample_name: 'S00000', params: {} };
  const { job_id, seq } = await call<{ job_id: string; seq: number }>(reprise, '/api/jobs', body);
  const read = () => call<{ status: string }>(reprise, `/api/jobs/${job_id}?min_seq=${String(seq)}`);
  const hasEnded = async () => (await read()).status === 'completed';
  await waitUntil(hasEnded, { milliseconds: 60_000, every: 100, what: 'The job to copy has completed' });
  await manyJobs(reprise.databaseUrl, job_id, jobs - 1);
}

/** Returns microseconds of CPU per frame. */
async function costOfScrolling(page: Page, notches: number): Promise<number> {
  await page.bringToFront();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.mouse.move(400, 400);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(countFrames);
  const [spent, drawn] = [await taskSeconds(session), await framesOf(page)];
  for (let notch = 0; notch < notches; notch += 1) {
    await page.mouse.wheel(0, NOTCH_PX);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const cost = ((await taskSeconds(session)) - spent) / ((await framesOf(page)) - drawn);
  await session.detach();
  return cost * 1e6;
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

type Counting = typeof globalThis & { framesDrawn?: number };
const framesOf = (page: Page) => page.evaluate(() => (globalThis as Counting).framesDrawn ?? 0);

/** Runs in the page. */
function countFrames(): void {
  const counting = globalThis as Counting;
  if (counting.framesDrawn !== undefined) return;
  counting.framesDrawn = 0;
  const count = () => {
    counting.framesDrawn! += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}

/**
 * Returns the page as HTML without script: its styles, and its table with that many copies of the first row. Runs in
 * the page.
 */
function withoutScript(rows: number): string {
  const styles = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText));
  const table = document.querySelector('table')!.cloneNode(true) as HTMLElement;
  const body = table.querySelector('tbody')!;
  const row = body.querySelector('tr[aria-rowindex]')!.outerHTML;
  body.innerHTML = row.repeat(rows);
  return `<style>${styles.join('\n')}</style><body><main>${table.outerHTML}</main></body>`;
}
