import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import { AuditPage } from '../../pages/audit-page.ts';
import { SamplesPage } from '../../pages/samples-page.ts';
import type { SharedPage } from '../shared-page.ts';

const demo = join(import.meta.dirname, '../../../../../pipelines/wes/demo');

/** Tests of a user with reads on their computer. */
export function uploads(shared: SharedPage): void {
  const scratch = mkdtempSync(join(tmpdir(), 'reprise-reads-'));
  const reads = ['R1', 'R2'].map((read) => join(demo, `DEMO1/DEMO1_${read}.fastq.gz`)) as [string, string];
  let lab: Lab;
  let page: Page;
  let problems: string[];
  beforeAll(() => {
    ({ lab, page, problems } = shared);
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  it('continues in another browser by selecting the same file again', async () => {
    const [path] = reads;
    const bytes = readFileSync(path);
    const file = join(scratch, 'again_R1.fastq.gz');
    writeFileSync(file, bytes);
    const begun = await fetch(`${lab.system.url}/api/uploads`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${lab.system.token}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': `filename ${Buffer.from('again_R1.fastq.gz').toString('base64')}`,
      },
    });
    await fetch(new URL(begun.headers.get('location')!, lab.system.url), {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${lab.system.token}`,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes.subarray(0, 50_000),
    });
    const samples = await SamplesPage.openFromMenu(page);
    await samples.says('Not sent from this tab: choose the same file again to continue', 'again_R1.fastq.gz');
    const asked = page.waitForRequest((request) => request.method() === 'PATCH');
    await samples.choose(file);
    expect((await asked).headers()['upload-offset']).toBe('50000');
    await samples.says('Ready', 'again_R1.fastq.gz');
    expect(problems.splice(0)).toEqual([]);
  });

  it('sees why a file cannot be used, and removes it with a reason, which the audit keeps', async () => {
    const file = join(scratch, 'report_R1.fastq.gz');
    writeFileSync(file, 'This is a letter.');
    writeFileSync(join(scratch, 'letter.pdf'), '%PDF');
    const samples = await SamplesPage.openFromMenu(page);
    await samples.choose(file, join(scratch, 'letter.pdf'));
    await samples.says('Not taken, since only .fastq.gz and .fq.gz can be used: letter.pdf.');
    await samples.says('It is not gzip. Compress it with gzip, and upload the .fastq.gz.', 'report_R1.fastq.gz');
    await samples.press('Remove report_R1.fastq.gz');
    await samples.press('Remove');
    await samples.says('Is required');
    await page.getByRole('textbox', { name: /^Reason/ }).fill('no reads');
    await samples.press('Remove');
    await samples.file('report_R1.fastq.gz').waitFor({ state: 'detached' });

    const audit = await AuditPage.openFromMenu(page);
    await audit.showEntries('uploads and inputs');
    await audit.shows('Deleted an upload', 'Uploaded a file', 'Uploaded a file');
    await page.getByText('“no reads”').waitFor();
    await audit.verify();
    expect(problems.splice(0)).toEqual([]);
  });
}
