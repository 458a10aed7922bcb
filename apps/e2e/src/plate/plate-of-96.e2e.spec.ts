import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { MailServer } from '@reprise/notifications/testing';
import { waitUntil } from '@reprise/testing';
import { newPerson } from '../access/access-lab.ts';
import { Lab } from '../lab.ts';
import { AccessPages } from '../pages/access-pages.ts';
import { BatchPage } from '../pages/batch-page.ts';
import { openBrowser, openPage } from '../pages/browser.ts';
import { SamplesheetPage } from '../pages/samplesheet-page.ts';
import { processesOf } from '../processes.ts';
import { mixedNextflow } from './mixed-nextflow.ts';
import { demoReference, PlateSamples } from './plate-samples.ts';

/** `npm run plate`: each sample of the plate is run by the real Nextflow. */
const isReal = process.env['PLATE_OF'] === 'real';
/** Longest wait for the plate, in milliseconds: longer than it takes on a busy machine. */
const PATIENCE_MS = (isReal ? 240 : 30) * 60_000;
const SIZE = 96;
/** Enough for usual values. */
const EARLIER = 21;
/** Seconds that each step of the job waits whose step is killed, longer than the test. */
const SLOW = 3600;
const NAME = 'Plate 12';
const ana = { name: 'Ana Ruiz', email: 'ana@lab.example', password: 'three lemurs in a lab' } as const;

const print = (what: string, ...milliseconds: number[]) =>
  process.stdout.write(`${what}: ${milliseconds.map((each) => `${(each / 1000).toFixed(1)} s`).join(', ')}\n`);

type Row = Readonly<Record<string, string>>;

/** A person with a plate of which three samples are broken in three ways, two of them by one cause. */
describe(`a plate of ${String(SIZE)} samples`, () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let samples: PlateSamples;
  let wrongReference: string;
  let batch: BatchPage;
  let submittedAt: number;
  const mail = new MailServer();

  beforeAll(async () => {
    await mail.start();
    const settings = {
      REPRISE_NEXTFLOW: await mixedNextflow(),
      REPRISE_RUNNER_SLOTS: '4',
      REPRISE_RATE_LIMIT: '0',
      REPRISE_COMMAND_RATE_LIMIT: '0',
      REPRISE_SMTP_URL: `smtp://127.0.0.1:${String(mail.address.port)}`,
      REPRISE_SMTP_FROM: 'reprise@lab.example',
    };
    [lab, browser] = await Promise.all([Lab.start(settings), openBrowser()]);
    samples = new PlateSamples(lab.inputFolder());
    await runEarlierJobs();
    ({ page, problems } = await openPage(browser, lab.system.link));
    await choosesMessages();
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser.close();
    await lab.stop();
    await mail.stop();
  });

  async function runEarlierJobs(): Promise<void> {
    for (let n = 0; n < EARLIER; n++) {
      const input_dir = samples.simulated(`EARLIER-${String(n)}`, 70 + n / 4);
      const params = { input_dir, reference: demoReference };
      await lab.api.submit({ pipeline: 'wes', sample_name: `EARLIER-${String(n)}`, params });
    }
    const ended = async () => (await lab.api.jobs()).filter(({ status }) => status === 'completed').length === EARLIER;
    await waitUntil(ended, { every: 500, milliseconds: PATIENCE_MS, what: 'the earlier jobs have completed' });
  }

  /** Creates an account that gets a message when its jobs have ended. */
  async function choosesMessages(): Promise<void> {
    const { origin } = new URL(page.url());
    await page.goto('about:blank');
    const headers = { origin };
    const made = await page.request.post(`${origin}/api/session/first-admin`, { data: ana, headers });
    expect(made.status()).toBe(201);
    const chosen = await page.request.patch(`${origin}/api/notifications/own`, {
      data: { occasions: ['ended'] },
      headers,
    });
    expect(await chosen.json()).toMatchObject({ one_message_per: 'batch', status: 'active' });
    await page.goto(`${origin}/jobs`);
  }

  /** Rows of the samplesheet: sample, reads, reference, seconds of each step. */
  function rows(): string[] {
    wrongReference = samples.reference();
    const broken = [
      ['KILLED', samples.copy('KILLED'), demoReference, String(SLOW)],
      ['WRONG-1', samples.copy('WRONG-1'), wrongReference, '0'],
      ['WRONG-2', samples.copy('WRONG-2', 'DEMO2'), wrongReference, '0'],
      ['TRUNCATED', samples.truncated('TRUNCATED'), demoReference, '0'],
      ['SHALLOW', samples.shallow('SHALLOW'), demoReference, '0'],
    ];
    const good = Array.from({ length: SIZE - broken.length }, (_, n) => {
      const name = `WELL-${String(n + 1).padStart(2, '0')}`;
      const reads = isReal ? samples.copy(name, n % 2 ? 'DEMO2' : 'DEMO1') : samples.simulated(name, 71 + (n % 16) / 4);
      return [name, reads, demoReference, '0'];
    });
    return [...broken, ...good].map((cells) => cells.join('\t'));
  }

  /** Jobs of the plate, by sample. */
  const jobs = async () =>
    new Map((await lab.api.jobs()).filter(({ batch: of }) => of).map((job) => [job.sample_name, job]));

  it('is submitted as one samplesheet with a name', async () => {
    const sheet = await SamplesheetPage.openFromNewJob(page);
    await sheet.choosePipeline(/Whole exome/);
    await sheet.read(['sample\tinput_dir\treference\tslow', ...rows()].join('\n'));
    await sheet.says('No errors');
    await sheet.nameBatch(NAME);
    await sheet.submit(SIZE);
    submittedAt = Date.now();
    batch = await BatchPage.openFromSheet(page);
    await batch.isNamed(NAME);
    expect(problems.splice(0)).toEqual([]);
  });

  it(
    'shows its failures by cause, and resumes the two that failed by the same one',
    async () => {
      await batch.progresses(`${String(SIZE - 1)} of ${String(SIZE)} ended: 3 failed`, PATIENCE_MS);
      expect(
        await batch.failure(/^1 job: Trim reads, exit code 1.*TRUNCATED_R1.fastq.gz is truncated or damaged/).count(),
      ).toBe(1);
      if (isReal) print('all but one have ended after', Date.now() - submittedAt);
      samples.mendReference();
      await batch.resume(/^2 jobs: Index reference, exit code 1/, 2, 'The targets name the sequences as the reference');
      await batch.progresses(`${String(SIZE - 1)} of ${String(SIZE)} ended: 1 failed`, PATIENCE_MS);
      for (const sample of ['WRONG-1', 'WRONG-2'])
        expect((await jobs()).get(sample)).toMatchObject({ status: 'completed', attempt: 2 });
      expect(mail.received).toEqual([]);
      expect(problems.splice(0)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );

  it(
    'has ended when a step of the last job was killed',
    async () => {
      const { job_id } = (await jobs()).get('KILLED')!;
      const waiting = processesOf(job_id, job_id).find(({ command }) => command === `sleep ${String(SLOW)}`)!;
      process.kill(waiting.pid, 'SIGKILL');
      await batch.progresses(`${String(SIZE)} of ${String(SIZE)} ended: 2 failed`, PATIENCE_MS);
      await batch.failure(/^1 job: .*, exit code 137/).waitFor();
      expect(problems.splice(0)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('marks the depth of the sample with few reads as an outlier', async () => {
    await page.reload();
    await batch
      .cells('SHALLOW')
      .filter({ hasText: /Outlier: below the usual [\d.]+\s× to [\d.]+\s×, by 21 earlier jobs/ })
      .waitFor();
    expect(await batch.cells('WRONG-1').filter({ hasText: 'Outlier' }).count()).toBe(0);
    expect(problems.splice(0)).toEqual([]);
  });

  it('has a CSV with the figures of the files', async () => {
    const table = parse<Row>(readFileSync(await batch.saveTable(), 'utf8'), { columns: true });
    const completed = table.filter(({ status }) => status === 'completed');
    expect([table.length, completed.length]).toEqual([SIZE, SIZE - 2]);
    const durations = completed.map(({ duration_ms }) => Number(duration_ms)).toSorted((a, b) => a - b);
    if (isReal) print('median and longest job', durations[durations.length / 2]!, durations.at(-1)!);
    const ofPlate = await jobs();
    const figures = completed.map(({ sample_name }) => {
      const file = join(ofPlate.get(sample_name!)!.output_dir!, `qc/${sample_name!}.qc.json`);
      const { metrics } = JSON.parse(readFileSync(file, 'utf8')) as { metrics: Record<string, number | null> };
      return [sample_name, ...Object.entries(metrics).map(([name, value]) => `${name} ${String(value ?? '')}`)];
    });
    const inTable = completed.map((row) => [
      row['sample_name'],
      ...Object.entries(row).flatMap(([name, value]) => (name.startsWith('qc.') ? [`${name.slice(3)} ${value}`] : [])),
    ]);
    expect(inTable).toEqual(figures);
    const outliers = completed.filter(({ qc_outliers }) => qc_outliers).map(({ sample_name }) => sample_name);
    expect(outliers).toEqual(['SHALLOW']);
  });

  it(
    'is one message, as text and as HTML, whose link opens it after the sign-in',
    async () => {
      await waitUntil(() => mail.received.length > 0, { every: 100, what: 'a message' });
      const { to, headers, text, html } = mail.received[0]!;
      expect([to, headers['subject']]).toEqual([[ana.email], 'Reprise: Batch ended: 94 completed, 2 failed']);
      expect(text).toContain('Jobs: 94 completed, 2 failed');
      const [link] = /http\S+\/batches\/\S+/.exec(text)!;
      expect(html).toContain(`<a href="${link}">`);
      const other = await newPerson(browser);
      await other.page.goto(link);
      await new AccessPages(other.page).signIn(ana.email, ana.password);
      await new BatchPage(other.page).isNamed(NAME);
      await other.context.close();

      // A later message is sent after those of the batch.
      const { origin } = new URL(page.url());
      const data = {
        pipeline: 'wes',
        sample_name: 'LATER',
        params: { input_dir: samples.simulated('LATER', 73), reference: demoReference },
      };
      const later = await page.request.post(`${origin}/api/jobs`, { data, headers: { origin } });
      expect(later.status()).toBe(202);
      await waitUntil(() => mail.received.some(({ text: words }) => words.startsWith('Job completed')), {
        every: 100,
        milliseconds: PATIENCE_MS,
        what: 'the message of a later job',
      });
      expect(mail.received.map(({ headers: { subject } }) => subject)).toEqual([
        headers['subject'],
        'Reprise: Job completed: wes',
      ]);
      expect(problems.splice(0)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
