import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { waitUntil } from '@reprise/testing';
import { Lab } from '../lab.ts';
import { openBrowser, openPage } from '../pages/browser.ts';
import { ExomeWalk, reads } from './exome-walk.ts';

/** Variants planted in DEMO1. The filtered table must list exactly these. */
const PLANTED = [
  '20 3052422 G A 0/1 splice_donor|OXT',
  '20 3194639 GC G 0/1 frameshift|ITPA',
  '20 4680217 A G 0/1 synonymous|PRNP',
  '20 4680251 A G 1/1 missense|PRNP',
  '20 4680464 G A 0/1 missense|PRNP',
];

const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a person with the reads of an exome', () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let walk: ExomeWalk;
  let jobId: string;
  beforeAll(async () => {
    [lab, browser] = await Promise.all([Lab.start(), openBrowser()]);
    ({ page, problems } = await openPage(browser, lab.system.link));
    walk = new ExomeWalk(page);
    await walk.signsIn();
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });

  it('uploads them over a broken connection and through a restart of the gateway', async () => {
    let cuts = 0;
    await page.route('**/api/uploads/*', (route) =>
      route.request().method() === 'PATCH' && cuts++ < 2 ? route.abort('connectionreset') : route.continue(),
    );
    const samples = await walk.opensSamples();
    await lab.system.services.gateway!.stop();
    await samples.choose(...reads);
    await samples.says('Interrupted, trying again', 'DEMO1_R1.fastq.gz');
    await lab.bringBack('gateway');
    await walk.uses(samples, 'PAT-1');
    expect(cuts).toBeGreaterThan(2);
    await page.unroute('**/api/uploads/*');
    expect(await page.getByLabel('Sample name').inputValue()).toBe('PAT-1');
    const input = await page.locator('#rp-param-input_dir').inputValue();
    expect(readdirSync(input).sort()).toEqual(['PAT-1_R1.fastq.gz', 'PAT-1_R2.fastq.gz']);
    expect(sha256(join(input, 'PAT-1_R2.fastq.gz'))).toBe(sha256(reads[1]));
    problems.splice(0); // caused by the cut connection
  });

  it('runs them, watches the steps, and gets exactly the planted variants', async () => {
    await walk.submits();
    ({ jobId } = walk.job);
    await walk.watches();
    const { sample_name, filtered_tsv_path, progress } = await lab.api.job(jobId);
    expect({ sample_name, progress }).toEqual({ sample_name: 'PAT-1', progress: { steps_done: 8, steps_total: 8 } });
    const table = readFileSync(filtered_tsv_path!, 'utf8');
    expect(variantsOf(table)).toEqual(PLANTED);
    expect(readFileSync(await walk.job.download('TSV'), 'utf8')).toBe(table);
    expect(problems.splice(0)).toEqual([]);
  }, 600_000);

  it('reads the quality, the tool versions and the reports', async () => {
    await walk.looksAtQuality();
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'tsv/PAT-1.filtered.tsv', exact: true }).click();
    await page.getByRole('cell', { name: '4680464', exact: true }).waitFor();
    await page.getByRole('button', { name: 'qc/PAT-1_R1_fastqc.html', exact: true }).click();
    await page.frameLocator('iframe').getByText('Basic Statistics').first().waitFor();
    expect(problems.splice(0)).toEqual([]);
  });

  it('sees a planted variant in the genome browser, which contacts no other server', async () => {
    const outside: string[] = [];
    const note = (request: { url(): string }) => {
      if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(lab.system.url))
        outside.push(request.url());
    };
    page.on('request', note);
    await walk.looksAtReads();
    await page.getByRole('region', { name: 'Genome browser' }).getByText('PAT-1 reads').waitFor();
    page.off('request', note);
    expect(outside).toEqual([]);
    await walk.returns('PAT-1');
    expect(problems.splice(0)).toEqual([]);
  });

  it('classifies and signs it with their own judgement, which others see at once, and finds it in history, audit and report', async () => {
    const variants = await walk.judges();
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
    await walk.signs(variants);

    await walk.readsReport();
    await walk.returns('PAT-1');
    await walk.job.showsText(/Ana Ruiz signed PRNP p.Glu200Lys as uncertain significance/);
    await walk.job.showsText(/Ana Ruiz classified PRNP p.Glu200Lys as uncertain significance/);
    const audit = await walk.looksAtAudit();
    const ofFiles = ['Made a sample', 'Uploaded a file', 'Uploaded a file'];
    await audit.shows('Signed a class', 'Classified a variant', 'Classified a variant', 'Submitted', ...ofFiles);
    expect(problems.splice(0)).toEqual([]);
  });

  it('saves all files as a ZIP and as an RO-Crate', async () => {
    await page.goto(new URL(`/jobs/${jobId}`, lab.system.url).href);
    const { zip, crate } = await walk.downloads();
    const inFolder = namesIn(zip).map((name) => name.slice(name.indexOf('/') + 1));
    expect(inFolder).toEqual(expect.arrayContaining(['bam/PAT-1.bam', 'tsv/PAT-1.filtered.tsv']));
    expect(namesIn(crate)).toEqual(
      expect.arrayContaining(['ro-crate-metadata.json', 'results/tsv/PAT-1.filtered.tsv', 'workflow/main.nf']),
    );
    expect(problems.splice(0)).toEqual([]);
  });

  it('restarts it from the middle step after a preview, and that step and later ones run with the same output', async () => {
    const attempt = async () => (await lab.api.attempts(jobId)).reduce((a, b) => (a.attempt > b.attempt ? a : b));
    const before = await attempt();
    const bytes = before.outputs.map(({ path }) => [path, readFileSync(path)] as const);

    const dialog = await walk.job.opensRestart();
    await dialog.getByLabel('Start again from').selectOption('ALIGN');
    await dialog.getByText('3 steps stay cached, 5 run again').waitFor();
    await dialog.getByText('5 work dirs are moved aside').waitFor();
    const rows = (await dialog.getByRole('row').allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' '));
    expect(rows.filter((row) => row.includes('stay cached'))).toHaveLength(3);
    expect(rows).toEqual(expect.arrayContaining([expect.stringMatching(/Align reads.* run again chosen/)]));
    expect(rows).toEqual(expect.arrayContaining([expect.stringMatching(/Call variants.* run again uses Align reads/)]));
    expect((await lab.api.job(jobId)).attempt).toBe(1);
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('for the test');
    await dialog.getByRole('button', { name: 'Restart from Align reads' }).click();
    await walk.job.showsText('restarted this from');
    await page.goto('about:blank');

    const completed = async () => (await attempt()).attempt === 2 && (await lab.api.job(jobId)).status === 'completed';
    await waitUntil(completed, { milliseconds: 300_000, every: 250, what: 'it has completed again' });
    const { steps, outputs, mode, session_id, reason } = await attempt();
    expect({ mode, session_id, reason }).toEqual({
      mode: 'from_step',
      session_id: before.session_id,
      reason: 'for the test',
    });
    expect(Object.fromEntries(steps.map(({ process, state }) => [process, state]))).toMatchObject({
      FASTQC: 'cached',
      FASTP: 'cached',
      INDEX: 'cached',
      ALIGN: 'done',
      CALL: 'done',
      QC: 'done',
      ANNOTATE: 'done',
      FILTER: 'done',
    });
    expect(outputs.map(({ path }) => path).sort()).toEqual(bytes.map(([path]) => path).sort());
    const differing = bytes.filter(([path, before]) => !readFileSync(path).equals(before)).map(([path]) => path);
    expect(differing).toEqual([]);
    expect(problems.splice(0)).toEqual([]);
  }, 600_000);
});

/** Names of the entries of a valid ZIP. */
function namesIn(zip: string): string[] {
  const script =
    'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(*z.namelist(), sep="\\n")';
  return execFileSync('python3', ['-c', script, zip], { encoding: 'utf8' }).trim().split('\n');
}

function variantsOf(tsv: string): string[] {
  const [, ...rows] = tsv.trim().split('\n');
  return rows.map((row) => {
    const [chrom, pos, ref, alt, , gt, , , bcsq] = row.split('\t');
    return [chrom, pos, ref, alt, gt, bcsq!.split('|').slice(0, 2).join('|')].join(' ');
  });
}
