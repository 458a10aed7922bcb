import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { waitUntil } from '@reprise/testing';
import { Lab } from './lab.ts';
import { AuditPage } from './pages/audit-page.ts';
import { openBrowser, openPage } from './pages/browser.ts';
import { JobPage } from './pages/job-page.ts';
import { NewJobPage } from './pages/new-job-page.ts';
import { VariantsPage } from './pages/variants-page.ts';

/** Variants planted in DEMO1, as the filtered table must list them: none missing, none added. */
const PLANTED = [
  '20 3052422 G A 0/1 splice_donor|OXT',
  '20 3194639 GC G 0/1 frameshift|ITPA',
  '20 4680217 A G 0/1 synonymous|PRNP',
  '20 4680251 A G 1/1 missense|PRNP',
  '20 4680464 G A 0/1 missense|PRNP',
];

describe('a person at the page', () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    [lab, browser] = await Promise.all([Lab.start(), openBrowser()]);
    ({ page, problems } = await openPage(browser, lab.system.link));
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });
  afterEach(async () => {
    await lab.tidy();
    expect(problems.splice(0)).toEqual([]);
  });

  it('starts a demo exome with three clicks, watches its steps, and gets the planted variants and no other', async () => {
    const form = await NewJobPage.openFromMenu(page);
    await form.chooseDemo('DEMO1-simulated');
    const job = await form.start();
    await job.shows('Running');
    await job.showsText(/^\d of 8 done$/);
    await job.shows('Completed', 90_000);

    const { filtered_tsv_path, progress } = await lab.api.job(job.jobId);
    expect(progress).toEqual({ steps_done: 8, steps_total: 8 });
    expect(variantsOf(readFileSync(filtered_tsv_path!, 'utf8'))).toEqual(PLANTED);

    await page.getByRole('region', { name: 'Quality' }).getByText('73.43\u00a0×').waitFor();
    await page.getByRole('tab', { name: 'What was run' }).click();
    await page.getByText('0.7.17-r1188').waitFor();

    const saved = await job.download('TSV');
    expect(readFileSync(saved, 'utf8')).toBe(readFileSync(filtered_tsv_path!, 'utf8'));
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'tsv/DEMO1.filtered.tsv', exact: true }).click();
    await page.getByRole('cell', { name: '4680464', exact: true }).waitFor();
    await page.getByRole('button', { name: 'qc/DEMO1_R1_fastqc.html', exact: true }).click();
    await page.frameLocator('iframe').getByText('Basic Statistics').first().waitFor();
  });

  it('sees a planted variant in the genome browser, which asks no other server', async () => {
    const outside: string[] = [];
    const note = (request: { url(): string }) => {
      if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(lab.system.url))
        outside.push(request.url());
    };
    page.on('request', note);
    await page.getByRole('link', { name: 'IGV', exact: true }).click();
    const browser = page.getByRole('region', { name: 'Genome browser' });
    await page.locator('[aria-label="Genome browser"][aria-busy=false]').waitFor();
    const reads = page.waitForResponse((answer) => answer.url().includes('.bam?') && answer.status() === 206);
    await browser.locator('input.igv-search-input').fill('20:4680445-4680485');
    await browser.locator('input.igv-search-input').press('Enter');
    await reads;
    await page.waitForURL(/locus=20:4680445-4680485/);
    await browser.getByText('DEMO1-simulated reads').waitFor();
    await waitUntil(async () => (await coloursIn(browser)) > 3, { milliseconds: 20_000, what: 'reads that are drawn' });
    page.off('request', note);
    expect(outside).toEqual([]);
  });

  it('classifies a planted variant with a judgement of their own, which others see at once, and finds it in history, audit and report', async () => {
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'DEMO1-simulated' }).click();
    const variants = await VariantsPage.openFromJob(page);
    await page.getByText('Research use only, not a diagnosis.').waitFor();
    await variants.choose('20:4680464 G>A', 'PRNP p.Glu200Lys');
    await variants.judge('PS3', 'Moderate', 'functional study');
    await page.getByText('2 points: 0 to 5 is uncertain').waitFor();
    const other = await openPage(browser, lab.system.link);
    await other.page.goto(page.url());
    const row = other.page.getByRole('row', { name: /4680464/ });
    await row.waitFor();
    await variants.record('Likely pathogenic', 'with functional evidence');
    await row.filter({ hasText: 'Likely pathogenic' }).waitFor();
    await other.page.close();
    expect(other.problems).toEqual([]);
    await variants.record('Uncertain significance', 'entered by mistake');
    await variants.replaced('with functional evidence').waitFor();

    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByRole('heading', { name: 'PRNP p.Glu200Lys: Uncertain significance' }).waitFor();
    await page.getByText('Research use only, not a diagnosis.').waitFor();
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'DEMO1-simulated' }).click();
    await new JobPage(page).showsText('Local administrator classified PRNP p.Glu200Lys as uncertain significance');
    const audit = await AuditPage.openFromMenu(page);
    await audit.shows('Classified a variant', 'Classified a variant', 'Submitted');
  });

  it('cancels a running job with a reason, resumes it, and reruns it', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE');
    await sample.says('ALIGN.reached');
    await page.goto(new URL(`/jobs/${sample.id}`, lab.system.url).href);
    const job = new JobPage(page);
    await job.shows('Running');
    await job.ask('Cancel', 'wrong sample');
    await job.shows('Cancelled');
    await job.showsText('wrong sample');
    await sample.leavesNoProcess();

    await job.ask('Resume', 'it was the right one');
    sample.open('ALIGN', 'CALL', 'REPORT');
    await job.shows('Completed');
    await job.ask('Rerun', 'new reference');
    await job.showsText('new reference');
    await sample.reads('completed again', ({ attempt, status }) => attempt === 3 && status === 'completed');
    await job.offers('Rerun');
  });

  it('is asked before what was filled in for a new job is thrown away', async () => {
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

  it('finds all in its place when something is wrong and when that is over: the banner moves nothing', async () => {
    await page.goto(new URL('/jobs', lab.system.url).href);
    const heading = page.getByRole('heading', { name: 'Jobs', level: 1 });
    await heading.waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const before = await heading.boundingBox();
    await page.route('**/api/runners', (route) => route.fulfill({ json: { items: [], next_cursor: null } }));
    const banner = page.getByText('No runner is taking jobs.');
    await banner.waitFor();
    expect(await heading.boundingBox()).toEqual(before);
    await page.unroute('**/api/runners');
    await banner.waitFor({ state: 'detached' });
    expect(await heading.boundingBox()).toEqual(before);
  });
});

function variantsOf(tsv: string): string[] {
  const [, ...rows] = tsv.trim().split('\n');
  return rows.map((row) => {
    const [chrom, pos, ref, alt, , gt, , , bcsq] = row.split('\t');
    return [chrom, pos, ref, alt, gt, bcsq!.split('|').slice(0, 2).join('|')].join(' ');
  });
}

/** Number of different colours in the drawings: an empty canvas has one. */
const coloursIn = (browser: Locator): Promise<number> =>
  browser.evaluate((place) => {
    const colours = new Set<number>();
    for (const canvas of place.shadowRoot!.querySelectorAll('canvas')) {
      const { width, height } = canvas;
      if (width * height === 0) continue;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
      for (const pixel of new Uint32Array(data.buffer)) colours.add(pixel);
    }
    return colours.size;
  });
