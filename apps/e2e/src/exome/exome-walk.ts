import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '@reprise/testing';
import { AuditPage } from '../pages/audit-page.ts';
import { JobPage } from '../pages/job-page.ts';
import { SamplesPage } from '../pages/samples-page.ts';
import { VariantsPage } from '../pages/variants-page.ts';

const demo = join(import.meta.dirname, '../../../../pipelines/wes/demo');

/** Reads of DEMO1, a simulated exome with planted variants. */
export const reads = ['R1', 'R2'].map((read) => join(demo, `DEMO1/DEMO1_${read}.fastq.gz`)) as [string, string];

/** The user in this test. */
const ana = { name: 'Ana Ruiz', email: 'ana@lab.example', password: 'correct horse battery' } as const;

/** Receives the page at each point shown in docs/walkthrough.md. */
export type Show = (picture: string) => Promise<void>;

/** A lab user's path from FASTQ files to a classified variant. The steps depend on each other. */
export class ExomeWalk {
  readonly job: JobPage;
  readonly #page: Page;
  readonly #show: Show;

  constructor(page: Page, show: Show = () => Promise.resolve()) {
    [this.#page, this.#show] = [page, show];
    this.job = new JobPage(page);
  }

  /** Creates the first account, in the session opened by the link. No page is open in the meantime, because it could reload itself. */
  async signsIn(): Promise<void> {
    const { origin } = new URL(this.#page.url());
    await this.#page.goto('about:blank');
    const made = await this.#page.request.post(`${origin}/api/session/first-admin`, { data: ana, headers: { origin } });
    if (made.status() !== 201) throw new Error(`The account was not made: ${String(made.status())}`);
    await this.#page.goto(`${origin}/jobs`);
  }

  async opensSamples(): Promise<SamplesPage> {
    const samples = await SamplesPage.openFromMenu(this.#page);
    await samples.says('Drop FASTQ files here');
    await this.#show('samples');
    return samples;
  }

  /** Waits until the reads are uploaded and checked, and opens the form for them. */
  async uses(samples: SamplesPage, sample: string): Promise<void> {
    for (const read of ['R1', 'R2']) await samples.says('Ready', `DEMO1_${read}.fastq.gz`);
    await samples.rename(sample);
    await this.#show('uploaded');
    await samples.press(`Use in a new job: ${sample}`);
    await this.#page.getByRole('heading', { name: 'New job', level: 1 }).waitFor();
    await this.#page.getByLabel('Sample name').and(this.#page.locator(':valid')).waitFor();
  }

  /** Submits the form filled in by the upload, and waits until the job runs. */
  async submits(): Promise<void> {
    await this.#page.locator('#rp-param-reference').fill(join(demo, 'reference/demo.fa.gz'));
    await this.#show('new-job');
    await this.#page.getByRole('button', { name: 'Submit job' }).click();
    await this.#page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
    await this.job.shows('Running');
  }

  /** Watches the job until it completes. */
  async watches(): Promise<void> {
    await this.job.showsText(/^[1-8] of 8 done$/, 180_000);
    await this.#show('running');
    await this.job.shows('Completed', 300_000);
    await this.#show('completed');
  }

  async looksAtQuality(): Promise<void> {
    const quality = this.#page.getByRole('region', { name: 'Quality' });
    const depth = quality.getByText('73.43\u00a0×');
    // Collapsed if it arrived while the page was open.
    const folded = quality.getByRole('button', { name: 'Show the quality' });
    await depth.or(folded).first().waitFor();
    if (await folded.isVisible()) await folded.click();
    await depth.waitFor();
    await quality.scrollIntoViewIfNeeded();
    await this.#show('quality');
    await this.#page.getByRole('tab', { name: 'What was run' }).click();
    await this.#page.getByText('0.7.17-r1188').waitFor();
  }

  /** Opens the genome browser at a planted variant, and waits until its reads are drawn. */
  async looksAtReads(): Promise<void> {
    await this.#page.getByRole('link', { name: 'IGV', exact: true }).click();
    const browser = this.#page.getByRole('region', { name: 'Genome browser' });
    await this.#page.locator('[aria-label="Genome browser"][aria-busy=false]').waitFor();
    const read = this.#page.waitForResponse((answer) => answer.url().includes('.bam?') && answer.status() === 206);
    await browser.locator('input.igv-search-input').fill('20:4680445-4680485');
    await browser.locator('input.igv-search-input').press('Enter');
    await read;
    await this.#page.waitForURL(/locus=20:4680445-4680485/);
    const drawn = async () => (await coloursIn(browser)) > 3;
    await waitUntil(drawn, { what: 'reads that are drawn' });
    await this.#show('reads');
  }

  async returns(sample: string): Promise<void> {
    await this.#page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: sample }).click();
  }

  /** Classifies a planted variant. */
  async judges(): Promise<VariantsPage> {
    const variants = await VariantsPage.openFromJob(this.#page);
    await this.#page.getByText('Research use only, not a diagnosis.').waitFor();
    await variants.chooseBelow('20:4680251 A>G', '20:4680464 G>A', 'PRNP p.Glu200Lys');
    await variants.judge('PS3', 'Moderate', 'functional study');
    await this.#page.getByText('2 points: 0 to 5 is uncertain').waitFor();
    await this.#show('variants');
    return variants;
  }

  /** Signs the most recently recorded class. */
  async signs(variants: VariantsPage): Promise<void> {
    await variants.sign('Approval', ana.password);
    await this.#page.getByText('Ana Ruiz, approval').evaluate((signature) => {
      signature.scrollIntoView({ block: 'center' });
    });
    await this.#show('signed');
  }

  async readsReport(): Promise<void> {
    await this.#page.getByRole('link', { name: 'Report', exact: true }).click();
    await this.#page.getByRole('heading', { name: 'PRNP p.Glu200Lys: Uncertain significance' }).waitFor();
    await this.#page.getByText('Ana Ruiz, approval').waitFor();
    await this.#page.getByText('Research use only, not a diagnosis.').waitFor();
  }

  async looksAtAudit(): Promise<AuditPage> {
    const audit = await AuditPage.openFromMenu(this.#page);
    await this.#page
      .getByRole('button', { name: /^Event .*Signed a class$/ })
      .first()
      .waitFor();
    await this.#show('audit');
    return audit;
  }

  /** Downloads the files of the job in both forms. Returns their paths. */
  async downloads(): Promise<{ zip: string; crate: string }> {
    await this.#page.getByRole('tab', { name: 'Files' }).click();
    const save = async (name: RegExp) => {
      const saved = this.#page.waitForEvent('download');
      await this.#page.getByRole('link', { name }).click();
      return (await saved).path();
    };
    const zip = await save(/Download all as ZIP/);
    return { zip, crate: await save(/RO-Crate/) };
  }
}

/** Number of different colours in the drawings. An empty canvas has one. */
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
