import { manyJobs, removeCopies, waitUntil } from '@reprise/testing';
import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import { personsWindow } from '../../pages/browser.ts';
import { exome, exomeAt } from '../../showroom/exome.ts';
import type { SharedPage } from '../shared-page.ts';

const COPIES = 9_999;
/** Height of a small window, in pixels: drawing a row takes 4 ms. */
const LOW = 450;
/** Rows of 56 pixels that fit into a height, and those drawn above and below them. */
const mostRowsIn = (height: number): number => Math.ceil(height / 56) + 2 * 8 + 4;
/** Rows to scroll through one by one: more than the list loads in its first two reads. */
const WITHOUT_LEAPS = 250;
/** Rows skipped by one turn of the wheel: the number loaded in one read. */
const LEAP = 500;

/** For 10,000 rows, possibly on a busy machine. */
const PATIENCE_MS = 300_000;

/** Frames drawn by the page, collected in the page. */
interface Drawn {
  /** Index of each row drawn so far, with its sample. */
  readonly samples: Record<number, string>;
  mostRows: number;
  /** Rows that did not follow the one above, or whose sample changed. */
  readonly faults: string[];
}

/**
 * Tests of a list of 10,000 jobs. They run first in their Reprise. Except for the first job, the jobs are only table
 * rows without events: see `manyJobs`.
 */
export function tenThousandJobs(shared: SharedPage): void {
  const { viewport } = personsWindow;
  let lab: Lab;
  let page: Page;
  const submit = async (sample_name: string, simulation: object) => {
    const { job_id } = await lab.api.submit({ pipeline: 'simulated-exome', sample_name, params: { simulation } });
    return job_id;
  };
  const status = (id: string, asked: string) =>
    waitUntil(async () => (await lab.api.job(id).catch(() => undefined))?.status === asked, {
      every: 100,
      what: `the job is ${asked}`,
    });

  beforeAll(async () => {
    ({ lab, page } = shared);
    const first = await submit('S00000', exome());
    await status(first, 'completed');
    await manyJobs(lab.system.databaseUrl, first, COPIES);
    await page.setViewportSize({ ...viewport, height: LOW });
    await page.goto(`${lab.system.url}/jobs`);
    await page.getByText('jobs read, more below').waitFor();
  });
  afterAll(async () => {
    // A page follows each job that it has loaded.
    await page.goto('about:blank');
    await removeCopies(lab.system.databaseUrl);
  });

  it(
    'scrolls to its end in order, with few rows at any time, without gaps or repeats',
    async () => {
      await page.evaluate(watchRows);
      await page.mouse.move(viewport.width / 2, LOW / 2);
      for (let wheels = 0; !(await page.evaluate(isAtEnd)); wheels += 1) {
        if (wheels > 3_000) throw new Error('The end of the list is not reached');
        const leaps = wheels * (LOW - 100) > WITHOUT_LEAPS * 56;
        await page.mouse.wheel(0, leaps ? LEAP * 56 : LOW - 100);
      }
      await page.getByText('10,000 jobs', { exact: true }).waitFor();

      const { samples, faults, mostRows } = await page.evaluate(() => (window as unknown as { drawn: Drawn }).drawn);
      expect(faults).toEqual([]);
      expect(mostRows).toBeLessThanOrEqual(mostRowsIn(LOW));
      // A missing or duplicate row shifts all rows below it.
      const indexes = Object.keys(samples).map(Number);
      const expected = indexes.map((index) => `S${String(index - indexes[0]!).padStart(5, '0')}`);
      expect(Object.values(samples)).toEqual(expected);
      expect(expected.slice(0, WITHOUT_LEAPS).at(-1)).toBe(`S${String(WITHOUT_LEAPS - 1).padStart(5, '0')}`);
      expect(expected.at(-1)).toBe(`S${String(COPIES).padStart(5, '0')}`);
      await page.setViewportSize(viewport);
    },
    PATIENCE_MS,
  );

  it('returns to its top by a key', async () => {
    const first = page.getByRole('link', { name: /^S00000/ });
    // A key pressed while the taller window is being drawn has no effect, so a person presses it again.
    const pressed = async () => {
      await page.keyboard.press('Home');
      return first.isVisible();
    };
    await waitUntil(pressed, { every: 1000, what: 'The top of the list is drawn' });
    expect(await page.getByRole('main').getByRole('row').count()).toBeLessThanOrEqual(mostRowsIn(viewport.height));
  });

  it('moves no row under the pointer while jobs come and change', async () => {
    const running = await submit('LIVE-1', exomeAt('ALIGN'));
    await status(running, 'running');
    await page.getByRole('button', { name: /new$/ }).click();
    const row = page.getByRole('row').filter({ hasText: 'S00005' });
    await page.getByRole('row', { name: /Running LIVE-1/ }).waitFor();
    await row.hover();
    const before = await row.boundingBox();

    await Promise.all([submit('LIVE-2', exomeAt('ALIGN')), submit('LIVE-3', exome())]);
    await page.getByRole('button', { name: '2 new' }).waitFor();
    await lab.api.command(running, 'cancel', { reason: 'to see a row change' });
    await page.getByRole('row', { name: /Cancelled LIVE-1/ }).waitFor();
    expect(await row.boundingBox()).toEqual(before);
    expect(await row.evaluate((element) => element.matches(':hover'))).toBe(true);
  });
}

/**
 * Whether the list is loaded and scrolled to its end, once all requested rows are drawn. At the end of the loaded rows,
 * waits for more, because turning the wheel there has no effect but takes just as long. Runs in the page.
 */
async function isAtEnd(): Promise<boolean> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const isBelow = () => window.scrollY + window.innerHeight < document.documentElement.scrollHeight - 1;
  const isRead = () => !document.querySelector('main')!.textContent.includes('more below');
  await frame();
  await frame();
  while (!isBelow() && !isRead()) await frame();
  return !isBelow() && isRead();
}

/** Checks the rows in every frame from now on. Runs in the page. */
function watchRows(): void {
  const drawn: Drawn = { samples: {}, mostRows: 0, faults: [] };
  (window as unknown as { drawn: Drawn }).drawn = drawn;
  const look = () => {
    const rows = [...document.querySelectorAll('tbody tr[aria-rowindex]')];
    drawn.mostRows = Math.max(drawn.mostRows, rows.length);
    let above: number | undefined;
    for (const row of rows) {
      const index = Number(row.getAttribute('aria-rowindex'));
      const sample = row.querySelector('.strong')!.textContent;
      if (above !== undefined && index !== above + 1) drawn.faults.push(`${String(index)} follows ${String(above)}`);
      if ((drawn.samples[index] ?? sample) !== sample) drawn.faults.push(`${String(index)} is ${sample} too`);
      drawn.samples[index] = sample;
      above = index;
    }
    requestAnimationFrame(look);
  };
  look();
}
