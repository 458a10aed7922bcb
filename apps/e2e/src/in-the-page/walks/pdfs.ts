import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { waitUntil } from '@reprise/testing';
import { exome } from '../../showroom/exome.ts';
import { hostilePdf, pdfOf } from '../pdf.fixture.ts';
import type { SharedPage } from '../shared-page.ts';

/** Address that is never requested. */
const ELSEWHERE = 'http://elsewhere.invalid';

/** Tests of PDFs among the results, which pdf.js shows within the page's policy. */
export function pdfs(shared: SharedPage): void {
  let page: Page;
  let results: string;
  const asked: string[] = [];

  beforeAll(async () => {
    const { lab } = shared;
    ({ page } = shared);
    const params = { simulation: exome() };
    const { job_id } = await lab.api.submit({ pipeline: 'simulated-exome', sample_name: 'PDFS', params });
    const ended = async () => {
      const job = await lab.api.job(job_id);
      return ['completed', 'failed'].includes(job.status) ? job : undefined;
    };
    await waitUntil(ended, { every: 200, what: 'the job has ended' });
    results = `${lab.system.url}/jobs/${job_id}`;
    const folder = join(lab.system.dataDir, 'jobs', job_id, 'output/1');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'report.pdf'),
      pdfOf([{ text: 'First page' }, { text: 'Second page' }, { text: 'Third page' }]),
    );
    writeFileSync(join(folder, 'hostile.pdf'), hostilePdf(ELSEWHERE));
    writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.7\nnothing more');
    page.on('request', (request) => asked.push(request.url()));
  });

  const viewer = () => page.locator('rp-pdf-view');
  const region = (name: string) => viewer().getByRole('region', { name });
  async function open(name: string): Promise<void> {
    await page.goto(results);
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('button', { name, exact: true }).click();
  }

  it('open page by page with the keyboard, can be zoomed, and have readable text', async () => {
    await open('report.pdf');
    await region('Page 1 of 3 of report.pdf').getByText('First page').waitFor();
    const width = async () => (await viewer().locator('canvas').boundingBox())!.width;
    const before = await width();
    await viewer().getByRole('button', { name: 'Larger' }).click();
    await waitUntil(async () => (await width()) > before, { what: 'the page is larger' });
    await viewer().getByRole('button', { name: 'Smaller' }).click();
    await waitUntil(async () => (await width()) === before, { what: 'the page is as large as before' });
    await region('Page 1 of 3').focus();
    await page.keyboard.press('ArrowRight');
    await region('Page 2 of 3 of report.pdf').getByText('Second page').waitFor();
    await viewer().getByRole('spinbutton', { name: 'Page' }).fill('9');
    await page.keyboard.press('Enter');
    await region('Page 3 of 3 of report.pdf').getByText('Third page').waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      viewer().getByRole('link', { name: 'Download the PDF' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('report.pdf');
    expect(shared.problems.splice(0)).toEqual([]);
  });

  it('run none of their scripts and links, neither when opened nor when clicked', async () => {
    const opened: string[] = [];
    page.on('dialog', (dialog) => {
      opened.push(dialog.message());
      void dialog.dismiss();
    });
    page.context().on('page', (other) => opened.push(other.url()));
    asked.length = 0;
    await open('hostile.pdf');
    await region('Page 1 of 1').getByText('An innocent report').click();
    await viewer()
      .locator('canvas')
      .click({ position: { x: 200, y: 300 }, force: true });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close preview' }).click();
    await viewer().waitFor({ state: 'detached' });
    const { origin } = new URL(results);
    expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith(`blob:${origin}`))).toEqual([]);
    expect(opened).toEqual([]);
    expect(page.url()).toBe(results);
    expect(shared.problems.splice(0)).toEqual([]);
  });

  it('show a message when they are damaged, and can be downloaded', async () => {
    await open('broken.pdf');
    const alert = viewer().getByRole('alert');
    await alert.getByText('This PDF is damaged').waitFor();
    expect(await alert.getByRole('link', { name: 'Download' }).getAttribute('href')).toContain('download=1');
    shared.problems.length = 0;
  });
}
