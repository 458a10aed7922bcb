import { signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import type { JobView } from '@reprise/contracts';
import { Live, type LiveEvent } from '@reprise/web/core/live/live.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { OFFERED_BULK, type CommandToMany } from '@reprise/web/shared/wings/offered-bulk.ts';
import { OFFERED_RECORDS } from '@reprise/web/shared/wings/offered-records.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aFailure, aJob, aStep, at, JOB_ID } from '@reprise/web/testing/views.ts';
import { Subject } from 'rxjs';
import type { BatchFiles, BatchView, UsualValues } from '../contract/index.ts';
import { BatchApi } from './batch-api.ts';
import { BatchPage } from './batch-page.ts';

const jobs = { total: 3, running: 1, pending: 0, paused: 0, failed: 2, cancelled: 0, completed: 0 };
const BATCH: BatchView = {
  batch_id: JOB_ID,
  name: 'Plate 12',
  pipelines: ['wes'],
  jobs,
  created_at: at(-60),
  created_by: 'a.meyer',
  completed_at: null,
};
const USUAL: UsualValues = {
  pipelines: [
    {
      pipeline: aJob().pipeline,
      duration: { jobs: 40, median_ms: 30_000, late_after_ms: 45_000 },
      metrics: [{ name: 'depth', jobs: 200, median: 80, lower: 51.2, upper: 108.8 }],
    },
  ],
};
const file = { job_id: 'job-C', sample_name: 'C', attempt: 1, folder: 'C', kind: null, bytes: 3, sha256: null };
const USAGE = {
  tasks: 27,
  cpu_hours: { requested: 24, used: 11.5 },
  memory_gb_hours: { requested: 384, used: null },
  footprint: { cost: 2.88, energy_kwh: 0.44, co2e_g: 209 },
  basis: { currency: 'EUR', factors: [] },
};
const FILES: BatchFiles = {
  items: [
    { ...file, path: 'multiqc_report.html', report: 'MultiQC', url: '/api/jobs/job-C/files/multiqc_report.html' },
    { ...file, path: 'a.tsv', report: null, url: '/api/jobs/job-C/files/a.tsv' },
  ],
  missing: [],
};
const metric = { name: 'depth', label: 'Mean depth', unit: '×', warn: { below: 30 }, fail: null };
const batch = { id: JOB_ID, name: 'Plate 12' };
const failed = (sample_name: string, part: Partial<JobView> = {}) =>
  aJob({
    job_id: `job-${sample_name}`,
    sample_name,
    batch,
    status: 'failed',
    failure: aFailure({ cause: 'error', failing_step: 'ALIGN', step: 'Align reads', exit_code: 3 }),
    allowed_actions: ['resume', 'rerun'],
    ...part,
  });
const running = aJob({
  job_id: 'job-C',
  sample_name: 'C',
  batch,
  qc: { verdict: 'warn', samples: 1, metrics: [{ ...metric, value: 21.5, verdict: 'warn' }] },
  allowed_actions: ['cancel'],
});

const textOf = (element: Element | null | undefined) => element?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';

describe('the page of a batch', () => {
  const events = new Subject<LiveEvent>();
  const send = jest.fn<(command: CommandToMany) => Promise<boolean>>();
  let fixture: ComponentFixture<BatchPage>;
  let page: HTMLElement;
  let readJobs: () => Promise<JobView[]>;
  let files: BatchFiles;
  const drawn = async () => {
    await settled();
    fixture.detectChanges();
    await settled();
    fixture.detectChanges();
  };
  beforeEach(async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick', 'performance'] });
    send.mockReset().mockResolvedValue(true);
    readJobs = () => Promise.resolve([failed('A'), failed('B'), running]);
    files = FILES;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        {
          provide: BatchApi,
          useValue: {
            show: () => Promise.resolve(BATCH),
            jobs: () => readJobs(),
            files: () => Promise.resolve(files),
            usual: () => Promise.resolve(USUAL),
            usage: () => Promise.resolve(USAGE),
          },
        },
        { provide: Live, useValue: { follow: () => undefined, openings: signal(1), events } },
        { provide: People, useValue: { name: (actor: string) => actor, text: (actor: string) => actor } },
        { provide: OFFERED_RECORDS, useValue: { usage: '/usage' } },
        {
          provide: OFFERED_BULK,
          useValue: { isAllowed: () => true, send, progress: () => null, dismiss: () => undefined },
        },
      ],
    });
    fixture = TestBed.createComponent(BatchPage);
    fixture.componentRef.setInput('id', JOB_ID);
    page = fixture.nativeElement as HTMLElement;
    await drawn();
  });
  afterEach(() => jest.useRealTimers());

  it('shows the progress, and a row for each job with its quality', () => {
    expect(textOf(page.querySelector('h1'))).toBe('Plate 12');
    const bar = page.querySelector('progress')!;
    expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['2', '3']);
    expect(textOf(page.querySelector('[role=status]'))).toBe('2 of 3 ended: 2 failed');
    const heads = [...page.querySelectorAll('thead th')].map(textOf);
    expect(heads).toEqual(['', 'Sample', 'Status', 'Step', 'Took', 'Mean depth']);
    const rows = [...page.querySelectorAll('tbody tr:not(.space)')].map(textOf);
    expect(rows).toHaveLength(3);
    expect(rows[2]).toMatch(
      /^C ?Running Align reads.*Warns: Outlier: below the usual 51\.2 × to 108\.8 ×, by 200 earlier jobs\. .*: 21\.5 ×$/,
    );
    expect(page.querySelector('a[download]')?.getAttribute('href')).toBe(`/api/batches/${JOB_ID}/jobs.csv`);
  });

  it('marks running jobs that take longer than earlier ones, and counts them', () => {
    expect(textOf(page.querySelector('.summary .late'))).toBe('1 late');
    const cells = [...page.querySelectorAll('tbody .late')];
    expect(cells.map(textOf)).toEqual([
      expect.stringMatching(/^Late: longer than 45 s, the median of earlier jobs is 30 s: /) as string,
    ]);
  });

  it('says below the table what the marks are based on, and on paper when it was made', () => {
    expect(textOf(page.querySelector('.foot'))).toBe(
      '3 jobs · outlier against 200 earlier completed jobs outside of this batch · late after 45 s, by 40 earlier jobs',
    );
    const [submitted, printed] = [...page.querySelectorAll('.summary .paper')].map(textOf);
    expect(submitted).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
    expect(printed).toMatch(new RegExp(`^Batch ${JOB_ID}, printed \\d{4}-.* UTC$`));
  });

  it('reads CPU hours and cost of its tasks on demand', async () => {
    expect(page.querySelector('rp-batch-usage dl')).toBeNull();
    page.querySelector<HTMLButtonElement>('rp-batch-usage button')!.click();
    await drawn();
    expect([...page.querySelectorAll('rp-batch-usage dl > div')].map(textOf)).toEqual([
      'CPU hours11.5 used, 24 requested',
      'Memory GB hours– used, 384 requested',
      'Cost2.88 EUR',
      'Energy0.44 kWh',
      'Carbon footprint209 g CO2e',
    ]);
    expect(page.querySelector('rp-batch-usage a')?.getAttribute('href')).toBe(`/usage?batch=${JOB_ID}`);
  });

  it('reads the reports of completed jobs on demand', async () => {
    expect(page.querySelector('rp-batch-reports')).toBeNull();
    events.next({ kind: 'job', job: { ...running, status: 'completed', last_seq: running.last_seq + 1 } });
    jest.advanceTimersByTime(400);
    await drawn();
    page.querySelector<HTMLButtonElement>('rp-batch-reports button')!.click();
    await drawn();
    expect([...page.querySelectorAll('rp-batch-reports .body :is(h3, a)')].map(textOf)).toEqual(['MultiQC', 'C']);
    expect(page.querySelector('rp-batch-reports a')?.getAttribute('href')).toBe(
      '/jobs/job-C/reports?path=multiqc_report.html',
    );
  });

  it('does not say that jobs have no reports if their results cannot be read', async () => {
    const missing = [
      { job_id: 'job-C', sample_name: 'C', has_completed: true, detail: 'Its output dir is gone.' },
      { job_id: 'job-A', sample_name: 'A', has_completed: false, detail: 'The job has not completed.' },
    ];
    files = { items: [], missing };
    events.next({ kind: 'job', job: { ...running, status: 'completed', last_seq: running.last_seq + 1 } });
    jest.advanceTimersByTime(400);
    await drawn();
    page.querySelector<HTMLButtonElement>('rp-batch-reports button')!.click();
    await drawn();
    expect(textOf(page.querySelector('rp-batch-reports .body'))).toBe(
      'Reports may be missing: the results of 1 completed job cannot be read, or only in part.',
    );
  });

  it('resumes all jobs that failed by the same cause', async () => {
    expect(textOf(page.querySelector('.failures .strong'))).toBe('2 jobs: Align reads, exit code 3');
    page.querySelector<HTMLButtonElement>('.failures button')!.click();
    await drawn();
    expect(send.mock.calls[0]![0]).toMatchObject({
      action: 'resume',
      count: 2,
      target: { job_ids: ['job-A', 'job-B'], filter: { batch: JOB_ID } },
    });
    expect(document.activeElement?.id).toBe('rp-batch-jobs');
  });

  it('sends a command to those selected jobs that allow it', async () => {
    page.querySelector<HTMLInputElement>('[aria-label="Select all jobs"]')!.click();
    await drawn();
    const buttons = [...page.querySelectorAll('header:has(#rp-batch-jobs) button')];
    expect(buttons.map(textOf)).toEqual(['Resume 2', 'Rerun 2', 'Cancel 1']);
    (buttons[2] as HTMLButtonElement).click();
    await drawn();
    expect(send.mock.calls[0]![0]).toMatchObject({ action: 'cancel', target: { job_ids: ['job-C'] } });
    expect(page.querySelector<HTMLInputElement>('[aria-label="Select C"]')!.checked).toBe(false);
  });

  it('applies changes of its jobs, and ignores those of others', async () => {
    events.next({ kind: 'job', job: { ...running, status: 'completed', last_seq: running.last_seq + 1 } });
    events.next({ kind: 'job', job: aJob({ job_id: 'other' }) });
    jest.advanceTimersByTime(400);
    await drawn();
    expect(textOf(page.querySelector('[role=status]'))).toBe('3 of 3 ended: 2 failed');
  });

  it('marks completed jobs whose pipeline ignored failures, and counts them', async () => {
    const steps = [aStep('ALIGN', 'done', { completed: 2, ignored: 1 })];
    events.next({ kind: 'job', job: { ...running, status: 'completed', steps, last_seq: running.last_seq + 1 } });
    jest.advanceTimersByTime(400);
    await drawn();
    expect(textOf(page.querySelector('.summary .late'))).toBe('1 with ignored failures');
    const row = [...page.querySelectorAll('tbody tr:not(.space)')].at(-1)!;
    expect(textOf(row.querySelector('rp-status'))).toBe('Completed , 1 failure ignored');
    expect(textOf(row.querySelector('td.t2'))).toBe('1 failure ignored');
  });

  it('keeps a change that comes while the jobs are read', async () => {
    let answer: (jobs: JobView[]) => void = () => undefined;
    readJobs = () => new Promise((resolve) => (answer = resolve));
    const change = (job: JobView) => {
      events.next({ kind: 'job', job });
      jest.advanceTimersByTime(400);
      return drawn();
    };
    await change(aJob({ job_id: 'new', batch }));
    await change({ ...running, status: 'completed', last_seq: running.last_seq + 1 });
    answer([failed('A'), failed('B'), running, aJob({ job_id: 'new', batch })]);
    await drawn();
    expect(textOf(page.querySelector('[role=status]'))).toBe('3 of 4 ended: 2 failed');
  });
});
