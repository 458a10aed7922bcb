import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Lab } from './lab.ts';
import { openBrowser, openPage } from './pages/browser.ts';
import { JobPage } from './pages/job-page.ts';
import { SamplesPage } from './pages/samples-page.ts';

const demo = join(import.meta.dirname, '../../../pipelines/wes/demo');
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a person with reads on their computer', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'reprise-reads-'));
  const reads = ['R1', 'R2'].map((read) => join(demo, `DEMO1/DEMO1_${read}.fastq.gz`)) as [string, string];
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
    rmSync(scratch, { recursive: true });
  });
  afterEach(() => lab.tidy());

  it('uploads a pair over a connection that is cut and a gateway that is restarted, and runs the exome', async () => {
    let cuts = 0;
    await page.route('**/api/uploads/*', (route) =>
      route.request().method() === 'PATCH' && cuts++ < 2 ? route.abort('connectionreset') : route.continue(),
    );
    const samples = await SamplesPage.openFromMenu(page);
    await samples.says('Drop FASTQ files here');
    await lab.system.services.gateway!.stop();
    await samples.choose(...reads);
    await samples.says('Connection lost, trying again', 'DEMO1_R1.fastq.gz');
    await lab.bringBack('gateway');
    for (const read of ['R1', 'R2']) await samples.says('Ready', `DEMO1_${read}.fastq.gz`);
    expect(cuts).toBeGreaterThan(2);
    await page.unroute('**/api/uploads/*');

    await samples.rename('PAT-1');
    await samples.press('Use in a new job: PAT-1');
    await page.getByRole('heading', { name: 'New job', level: 1 }).waitFor();
    expect(await page.getByLabel('Sample name').inputValue()).toBe('PAT-1');
    const input = await page.locator('#rp-param-input_dir').inputValue();
    expect(readdirSync(input).sort()).toEqual(['PAT-1_R1.fastq.gz', 'PAT-1_R2.fastq.gz']);
    expect(sha256(join(input, 'PAT-1_R2.fastq.gz'))).toBe(sha256(reads[1]));
    await page.locator('#rp-param-reference').fill(join(demo, 'reference/demo.fa.gz'));
    await page.getByRole('button', { name: 'Submit job' }).click();
    await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
    const job = new JobPage(page);
    await job.shows('Completed', 120_000);
    const { sample_name, filtered_tsv_path } = await lab.api.job(job.jobId);
    expect(sample_name).toBe('PAT-1');
    expect(readFileSync(filtered_tsv_path!, 'utf8')).toContain('4680251');
    problems.splice(0);
  });

  it('goes on in another browser by choosing the same file again', async () => {
    const [path] = reads;
    const bytes = readFileSync(path);
    const file = join(scratch, 'again_R1.fastq.gz');
    writeFileSync(file, bytes);
    const begun = await fetch(`${lab.system.url}/api/uploads`, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${lab.system.token}`, 'tus-resumable': '1.0.0' },
        'upload-length': String(bytes.length),
        'upload-metadata': `filename ${Buffer.from('again_R1.fastq.gz').toString('base64')}`,
      },
    });
    await fetch(new URL(begun.headers.get('location')!, lab.system.url), {
      method: 'PATCH',
      headers: {
        ...{ authorization: `Bearer ${lab.system.token}`, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes.subarray(0, 50_000),
    });
    const samples = await SamplesPage.openFromMenu(page);
    await samples.says('Choose the same file again to go on', 'again_R1.fastq.gz');
    const asked = page.waitForRequest((request) => request.method() === 'PATCH');
    await samples.choose(file);
    expect((await asked).headers()['upload-offset']).toBe('50000');
    await samples.says('Ready', 'again_R1.fastq.gz');
    expect(problems.splice(0)).toEqual([]);
  });

  it('is told why a file cannot be used, and removes it', async () => {
    const file = join(scratch, 'report_R1.fastq.gz');
    writeFileSync(file, 'This is a letter.');
    writeFileSync(join(scratch, 'letter.pdf'), '%PDF');
    const samples = await SamplesPage.openFromMenu(page);
    await samples.choose(file, join(scratch, 'letter.pdf'));
    await samples.says('Not taken, since only .fastq.gz and .fq.gz can be used: letter.pdf.');
    await samples.says('It is not gzip. Compress it with gzip, and upload the .fastq.gz.', 'report_R1.fastq.gz');
    await samples.press('Remove report_R1.fastq.gz');
    await samples.press('Remove');
    await samples.file('report_R1.fastq.gz').waitFor({ state: 'detached' });
    expect(problems.splice(0)).toEqual([]);
  });
});
