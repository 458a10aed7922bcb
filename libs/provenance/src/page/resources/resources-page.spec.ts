import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { Api } from '@reprise/web/core/api/api.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { Live, type LiveEvent } from '@reprise/web/core/live/live.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aJob, JOB_ID } from '@reprise/web/testing/views.ts';
import { Subject } from 'rxjs';
import type { JobResources } from '../../contract/index.ts';
import { ResourcesPage } from './resources-page.ts';

const GB = 2 ** 30;
const spread = (min: number, lower_quartile: number, median: number, upper_quartile: number, max: number) => ({
  tasks: 12,
  min,
  lower_quartile,
  median,
  upper_quartile,
  max,
});
const same = (value: number) => spread(value, value, value, value, value);
const sums = {
  cpu_hours: { requested: 24, used: 11.5 },
  memory_gb_hours: { requested: null, used: 51 },
  footprint: { cost: null, energy_kwh: 0.44, co2e_g: 209 },
};
const pue = {
  name: 'pue' as const,
  label: 'Power usage effectiveness (PUE)',
  value: 1.56,
  unit: '',
  source: 'average of a survey',
};
const RESOURCES: JobResources = {
  tasks: 12,
  tasks_without_requests: 0,
  steps: [
    {
      process: 'WES:ALIGN',
      step: 'Alignment',
      tasks: 12,
      cpus: { requested: same(4), used: same(1.9) },
      memory: { requested: same(64 * GB), used: spread(7.1 * GB, 8 * GB, 8.4 * GB, 8.6 * GB, 8.9 * GB) },
      time_ms: { requested: null, used: same(1_800_000) },
      wait_ms: same(2000),
      ...sums,
      advice: null,
      no_advice: 'few_tasks',
    },
  ],
  ...sums,
  waiting: { queue_ms: 4000, executor_ms: null },
  basis: { currency: null, factors: [pue] },
};

/** The page, which shows what `read` returns now and whenever the resources are read again. */
async function followed(read: () => Promise<JobResources>, of?: string) {
  const events = new Subject<LiveEvent>();
  const openings = signal(1);
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: Api, useValue: { job: () => Promise.resolve(aJob()) } },
      { provide: PageApiClient, useValue: { get: read } },
      { provide: Live, useValue: { events, openings, follow: () => undefined } },
    ],
  });
  const page = TestBed.createComponent(ResourcesPage);
  page.componentRef.setInput('id', JOB_ID);
  page.componentRef.setInput('of', of);
  const update = async () => {
    // A change is read after one turn, read again after another, and then shown.
    for (let turn = 0; turn < 3; turn++) {
      await settled();
      page.detectChanges();
    }
  };
  await update();
  return { page: page.nativeElement as HTMLElement, events, openings, update };
}
const drawn = async (resources: JobResources): Promise<HTMLElement> =>
  (await followed(() => Promise.resolve(resources))).page;
const textOf = (element: Element | null) => element?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';

describe('the page of the resources of a job', () => {
  beforeEach(() =>
    Object.assign(globalThis, {
      ResizeObserver: class {
        observe = () => undefined;
        disconnect = () => undefined;
      },
    }),
  );
  afterEach(() => Reflect.deleteProperty(globalThis, 'ResizeObserver'));

  const none = { ...RESOURCES, tasks: 0, steps: [] };
  const changed = (job = aJob()): LiveEvent => ({ kind: 'job', job });

  it('is read again when the job changes', async () => {
    const read = jest.fn<() => Promise<JobResources>>().mockResolvedValueOnce(none).mockResolvedValue(RESOURCES);
    const { page, events, update } = await followed(read);
    events.next(changed(aJob({ job_id: 'another' })));
    await update();
    expect(textOf(page)).toContain('No task has ended yet');
    events.next(changed(aJob({ status: 'completed' })));
    await update();
    expect(textOf(page)).toContain('Alignment ALIGN');
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('is read again if the job changed during the read', async () => {
    let answer: (resources: JobResources) => void = () => undefined;
    const read = jest
      .fn<() => Promise<JobResources>>()
      .mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
      .mockResolvedValue(RESOURCES);
    const { page, events, update } = await followed(read);
    events.next(changed());
    await update();
    expect(read).toHaveBeenCalledTimes(1);
    answer(none);
    await update();
    expect(textOf(page)).toContain('Alignment ALIGN');
  });

  it('is read again when the stream of changes has opened', async () => {
    const read = jest.fn<() => Promise<JobResources>>().mockResolvedValueOnce(none).mockResolvedValue(RESOURCES);
    const { page, openings, update } = await followed(read);
    openings.set(2);
    await update();
    expect(textOf(page)).toContain('Alignment ALIGN');
  });

  it('keeps the table if it cannot be read again', async () => {
    const read = jest
      .fn<() => Promise<JobResources>>()
      .mockResolvedValueOnce(RESOURCES)
      .mockRejectedValue(new Error('The server is away.'));
    const { page, events, update } = await followed(read);
    events.next(changed());
    await update();
    expect(textOf(page.querySelector('rp-error-note'))).toBe('The server is away.');
    expect(textOf(page)).toContain('Alignment ALIGN');
  });

  it('compares what the tasks of each step requested and used', async () => {
    const page = await drawn(RESOURCES);
    expect([...page.querySelectorAll('section:first-of-type tbody tr > *')].map(textOf)).toEqual([
      'Alignment ALIGN',
      '12',
      '64 GB',
      '7.1 GB · 8.4 GB · 8.9 GB',
      '4',
      '1.9',
      '–',
      '30 m 00 s',
      '2.0 s',
    ]);
    expect([...page.querySelectorAll('dl dd')].map(textOf)).toEqual([
      '11.5 used, 24 requested',
      '51 used, – requested',
      '4.0 s',
      '–, the sum over the tasks',
      '0.44 kWh',
      '209 g CO2e',
    ]);
    expect(page.querySelector('a[download]')?.getAttribute('href')).toBe(`/api/jobs/${JOB_ID}/resources.csv`);
    expect(page.querySelector('p.about')).toBeNull();
  });

  it('shows energy and carbon footprint with the factors and their sources', async () => {
    const page = await drawn(RESOURCES);
    expect(textOf(page.querySelector('rp-footprint-panel h2'))).toBe('Energy and carbon');
    expect([...page.querySelectorAll('rp-footprint-panel li')].map(textOf)).toEqual([
      'Power usage effectiveness (PUE): 1.56 (average of a survey)',
    ]);
  });

  it('shows a cost if there are prices', async () => {
    const priced = await drawn({
      ...RESOURCES,
      footprint: { ...sums.footprint, cost: 2.884 },
      basis: { currency: 'EUR', factors: [pue] },
    });
    expect(textOf(priced.querySelector('rp-footprint-panel dl'))).toContain('Cost2.88 EUR');
  });

  it('shows the last jobs of the pipeline instead if these are chosen', async () => {
    const read = jest.fn<() => Promise<JobResources>>().mockResolvedValue({ ...RESOURCES, jobs: 7 } as JobResources);
    const { page } = await followed(read, 'pipeline');
    expect(read).toHaveBeenCalledWith('/api/pipelines/{name}/resources', {
      path: { name: 'wes' },
      query: { jobs: 20 },
    });
    expect(textOf(page.querySelector('section header'))).toContain('The tasks of the last 7 completed jobs of wes');
    expect(textOf(page.querySelector('.scopes [aria-current="true"]'))).toBe('Last 20 jobs');
    expect(page.querySelector('a[download]')).toBeNull();
  });

  it('shows an advice with its figures and its config, and the reason for none', async () => {
    const memory = {
      directive: 'memory' as const,
      tasks: 12,
      requested: 64 * GB,
      greatest_use: 8.9 * GB,
      margin_percent: 25,
      advised: 12 * GB,
      written: '12.GB',
      saved_hours: 312,
    };
    const [step] = RESOURCES.steps;
    const advised = { ...step!, advice: { directives: [memory], config: 'process {\n}' }, no_advice: null };
    const page = await drawn({ ...RESOURCES, steps: [advised, { ...step!, process: 'WES:CALL', step: 'Calling' }] });
    expect(['.advice h3', '.advice li', '.advice pre'].map((part) => textOf(page.querySelector(part)))).toEqual([
      'Alignment',
      'memory: 12 GB instead of 64 GB. The greatest use of 12 measured tasks was 8.9 GB, and the margin is 25 %. These tasks would have requested 312 GB hours less.',
      'process { }',
    ]);
    expect(page.querySelector('.advice button')?.getAttribute('aria-label')).toBe('Copy config of Alignment');
    expect(textOf(page.querySelector('ul.about'))).toBe(
      'No advice for Calling: fewer than ten of its tasks have ended.',
    );
  });

  it('has a chart for memory, CPUs and time, each with its values in a table', async () => {
    const page = await drawn(RESOURCES);
    const charts = [...page.querySelectorAll('rp-chart')];
    expect(charts.map((chart) => textOf(chart.querySelector('.title')))).toEqual(['Memory', 'CPUs', 'Time']);
    expect(
      [...charts[0]!.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf).join(' | ')),
    ).toEqual([
      'Alignment | requested | 12 | 64 | 64 | 64 | 64 | 64 | GB',
      'Alignment | used | 12 | 7.1 | 8 | 8.4 | 8.6 | 8.9 | GB',
    ]);
    expect(
      [...charts[2]!.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf).join(' | ')),
    ).toEqual([
      'Alignment | requested | – | – | – | – | – | – | min',
      'Alignment | used | 12 | 30 | 30 | 30 | 30 | 30 | min',
    ]);
  });

  it('says of how many tasks it cannot know what they requested', async () => {
    expect(textOf((await drawn({ ...RESOURCES, tasks_without_requests: 3 })).querySelector('p.about'))).toBe(
      'What 3 of 12 tasks requested is not recorded: an earlier release ran them, or Nextflow ended before it traced them.',
    );
  });

  it('says that no task has ended', async () => {
    expect(textOf(await drawn({ ...RESOURCES, tasks: 0, steps: [] }))).toContain('No task has ended yet.');
  });
});
