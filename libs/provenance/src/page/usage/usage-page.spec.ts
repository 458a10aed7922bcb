import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { jest } from '@jest/globals';
import { Api } from '@reprise/web/core/api/api.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import type { ResourceSums } from '../../contract/index.ts';
import { latestMonths } from './usage-text.ts';
import { UsagePage } from './usage-page.ts';

const of = (jobs: number, cost: number | null) => ({
  jobs,
  tasks: jobs * 9,
  tasks_without_requests: 0,
  cpu_hours: { requested: jobs * 4, used: jobs * 2.5 },
  memory_gb_hours: { requested: jobs * 64, used: null },
  waiting: { queue_ms: 60_000, executor_ms: 0 },
  footprint: { cost, energy_kwh: jobs * 0.5, co2e_g: jobs * 300 },
});
const SUMS: ResourceSums = {
  ...of(12, 6),
  groups: [
    { name: 'panel', ...of(2, 1) },
    { name: 'wes', ...of(10, 5) },
  ],
  pipelines: ['panel', 'wes'],
  label_keys: ['project', 'run'],
  basis: { currency: 'EUR', factors: [] },
};
const NONE: ResourceSums = {
  ...of(0, null),
  footprint: { cost: null, energy_kwh: null, co2e_g: null },
  groups: [],
  pipelines: [],
  label_keys: [],
  basis: { currency: null, factors: [] },
};
const BATCH = '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01';
const THIS_MONTH = latestMonths(1, new Date())[0]!;

const textOf = (element: Element | null) => element?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';

const filesOf = (page: Element) => [...page.querySelectorAll('a[download]')].map((link) => link.getAttribute('href'));
const namesOf = (page: Element) => [...page.querySelectorAll('tbody th')].map(textOf);

describe('the page of usage', () => {
  const read = jest.fn<(path: string, options: { query: object }) => Promise<ResourceSums>>();
  async function drawn(address: Readonly<Record<string, string>> = {}) {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: Api, useValue: { pipelines: () => Promise.resolve({ items: [{ name: 'wgs' }] }) } },
        { provide: PageApiClient, useValue: { get: read } },
        { provide: Live, useValue: { openings: signal(1), follow: () => undefined } },
      ],
    });
    const page = TestBed.createComponent(UsagePage);
    for (const [name, value] of Object.entries(address)) page.componentRef.setInput(name, value);
    for (let turn = 0; turn < 2; turn++) {
      await settled();
      page.detectChanges();
    }
    return page.nativeElement as HTMLElement;
  }
  beforeEach(() => read.mockReset().mockResolvedValue(SUMS));

  it('has a row for each pipeline and the total of the month', async () => {
    const page = await drawn();
    expect(read).toHaveBeenCalledWith('/api/resources', { query: { month: THIS_MONTH } });
    const rows = [...page.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf));
    expect(rows).toEqual([
      ['panel', '2', '18', '8', '5', '128', '–', '1 m 00 s', '1.00 EUR', '1 kWh', '600 g CO2e'],
      ['wes', '10', '90', '40', '25', '640', '–', '1 m 00 s', '5.00 EUR', '5 kWh', '3 kg CO2e'],
      ['Total', '12', '108', '48', '30', '768', '–', '1 m 00 s', '6.00 EUR', '6 kWh', '3.6 kg CO2e'],
    ]);
    expect(filesOf(page)).toEqual([
      `/api/resources.csv?month=${THIS_MONTH}&by=pipeline`,
      `/api/resources.csv?month=${THIS_MONTH}`,
    ]);
  });

  it('has no column for a cost without prices', async () => {
    read.mockResolvedValue({ ...SUMS, ...of(12, null) });
    expect(textOf((await drawn()).querySelector('thead'))).not.toContain('Cost');
  });

  it('is about all months of a batch, and about one of them if it is chosen', async () => {
    await drawn({ batch: BATCH });
    expect(read).toHaveBeenLastCalledWith('/api/resources', { query: { batch: BATCH } });
    TestBed.resetTestingModule();
    const page = await drawn({ batch: BATCH, month: '2026-03', label: 'run=7', pipeline: 'old' });
    const query = { batch: BATCH, month: '2026-03', label: ['run=7'], pipeline: 'old' };
    expect(read).toHaveBeenLastCalledWith('/api/resources', { query });
    expect(filesOf(page)[1]).toBe(`/api/resources.csv?month=2026-03&pipeline=old&batch=${BATCH}&label=run%3D7`);
    const pipelines = [...page.querySelectorAll('label:nth-of-type(2) option')].map(textOf);
    expect(pipelines).toEqual(['All pipelines', 'old', 'panel', 'wes', 'wgs']);
  });

  it('has a row for each label, and says that a job counts in several', async () => {
    const groups = [
      { name: 'project=cardio', ...of(10, 5) },
      { name: 'run=7', ...of(10, 5) },
      { name: null, ...of(2, 1) },
    ];
    read.mockResolvedValue({ ...SUMS, groups });
    const page = await drawn({ by: 'label' });
    expect(read).toHaveBeenCalledWith('/api/resources', { query: { month: THIS_MONTH, by: 'label' } });
    expect(namesOf(page)).toEqual(['project=cardio', 'run=7', 'No label', 'Total']);
    expect(textOf(page.querySelector('h2'))).toBe('By label');
    expect(textOf(page.querySelector('.about'))).toContain('A job with several labels counts in the row of each');
  });

  it('has a row for each value of a label, and offers the labels of the jobs', async () => {
    const groups = [
      { name: 'project=cardio', ...of(10, 5) },
      { name: null, ...of(2, 1) },
    ];
    read.mockResolvedValue({ ...SUMS, groups });
    const page = await drawn({ by: 'label:project' });
    expect(namesOf(page)).toEqual(['project=cardio', 'No project', 'Total']);
    expect([...page.querySelectorAll('optgroup option')].map(textOf)).toEqual(['project', 'run']);
    expect(page.querySelector('.about')).toBeNull();
  });

  it('compares all months unless one is chosen', async () => {
    const groups = [
      { name: '2026-03', ...of(10, 5) },
      { name: '2026-04', ...of(10, 5) },
    ];
    read.mockResolvedValue({ ...SUMS, groups });
    const page = await drawn({ by: 'month' });
    expect(read).toHaveBeenCalledWith('/api/resources', { query: { by: 'month' } });
    expect(namesOf(page)).toEqual(['March 2026', 'April 2026', 'Total']);
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const by = page.querySelectorAll('select')[2]!;
    by.dispatchEvent(new Event('change'));
    const queryParams = { by: 'month', month: null };
    expect(navigate).toHaveBeenCalledWith([], { queryParams, queryParamsHandling: 'merge' });
  });

  it('links a batch, and shows the first rows of many', async () => {
    const groups = Array.from({ length: 501 }, (_, n) => ({
      name: `Plate ${String(n)}`,
      batch_id: BATCH,
      ...of(1, 1),
    }));
    read.mockResolvedValue({ ...SUMS, groups });
    const page = await drawn({ by: 'batch' });
    expect(page.querySelector('tbody a')?.getAttribute('href')).toBe(`/batches/${BATCH}`);
    expect(namesOf(page)).toHaveLength(501);
    expect(textOf(page.querySelector('.about'))).toBe('500 of 501 rows are shown. The CSV has all of them.');
  });

  it('keeps the filter in the address', async () => {
    const page = await drawn();
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const month = page.querySelector('select')!;
    month.value = 'all';
    month.dispatchEvent(new Event('change'));
    expect(navigate).toHaveBeenCalledWith([], { queryParams: { month: 'all' }, queryParamsHandling: 'merge' });
  });

  it('says that no task ended, or why the sums could not be read, and keeps the filter', async () => {
    read.mockResolvedValue(NONE);
    const page = await drawn({ month: '2026-03' });
    expect(textOf(page.querySelector('[role=status]'))).toBe('No task of these jobs ended in March 2026.');
    expect(page.querySelector('a[download]')).toBeNull();
    TestBed.resetTestingModule();
    read.mockRejectedValue(new Error('More than 10000 jobs match. Choose a month, a label or a pipeline.'));
    const refused = await drawn({ month: 'all' });
    expect(textOf(refused.querySelector('[role=alert]'))).toContain('Choose a month, a label or a pipeline.');
    expect(refused.querySelectorAll('select')).toHaveLength(3);
  });
});
