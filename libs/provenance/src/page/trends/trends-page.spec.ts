import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { Live, type LiveEvent } from '@reprise/web/core/live/live.ts';
import { aJob, JOB_ID } from '@reprise/web/testing/views.ts';
import type { JobView } from '@reprise/contracts';
import { Subject } from 'rxjs';
import type { PipelineTrends } from '../../contract/index.ts';
import { tickText } from './trend-charts.ts';
import { TrendsPage } from './trends-page.ts';

const job = { job_id: JOB_ID, sample_name: 'S1', completed_at: '2026-11-30T10:00:00.000Z' };
const TRENDS: PipelineTrends = {
  pipeline: 'wes',
  days: 90,
  durations: [
    { ...job, duration_ms: 1_800_000, fresh: true },
    { ...job, duration_ms: 60_000, fresh: false },
  ],
  outcomes: [
    { from: '2026-11-30', cause: null, jobs: 2 },
    { from: '2026-11-30', cause: 'runner_lost', jobs: 3 },
  ],
  metrics: [
    {
      name: 'depth',
      label: 'Mean depth',
      unit: 'x',
      mean: 100,
      sd: 10,
      points: [
        { ...job, sample: 'S1', value: 101, rules: [] },
        { ...job, sample: 'S2', value: 131, rules: ['1-3s'] },
      ],
    },
  ],
};

async function drawn(trends: PipelineTrends) {
  const queries: unknown[] = [];
  const events = new Subject<LiveEvent>();
  const get = (_: string, request: unknown) => {
    queries.push(request);
    return Promise.resolve(trends);
  };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: PageApiClient, useValue: { get } },
      { provide: Live, useValue: { follow: () => undefined, openings: signal(0), events } },
    ],
  });
  const page = TestBed.createComponent(TrendsPage);
  page.componentRef.setInput('name', 'wes');
  await page.whenStable();
  return { page: page.nativeElement as HTMLElement, queries, events, fixture: page };
}
const rowsOf = (chart: Element) =>
  [...chart.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent.trim()));

describe('the page of the trends of a pipeline', () => {
  let resize: () => void;
  beforeEach(() => {
    Object.assign(globalThis, {
      ResizeObserver: class {
        observe = () => undefined;
        disconnect = () => undefined;
        constructor(callback: () => void) {
          const others = resize;
          resize = () => {
            others();
            callback();
          };
        }
      },
    });
    resize = () => undefined;
    jest.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(480);
  });
  afterEach(() => Reflect.deleteProperty(globalThis, 'ResizeObserver'));

  it('has a chart for durations, for failures by cause, and for each metric, with their values in tables', async () => {
    const { page, queries } = await drawn(TRENDS);
    expect(queries).toEqual([{ path: { name: 'wes' }, query: { days: 90 } }]);
    const charts = [...page.querySelectorAll('rp-chart')];
    expect(charts.map((chart) => chart.querySelector('.title')?.textContent)).toEqual([
      'Durations of completed jobs',
      'Failed and cancelled jobs by cause',
      'Mean depth (x)',
    ]);
    expect(rowsOf(charts[0]!).map(([, , ...cells]) => cells)).toEqual([
      ['30 m 00 s', 'all steps'],
      ['1 m 00 s', 'with earlier results'],
    ]);
    expect(rowsOf(charts[1]!)).toEqual([['2026-11-30', 'runner lost', '3']]);
    expect(rowsOf(charts[2]!).map(([, ...cells]) => cells)).toEqual([
      ['S1', '101', '0.1', '–'],
      ['S2', '131', '3.1', '1-3s'],
    ]);
    expect(page.textContent).toContain('2 completed, 3 failed or cancelled');
    expect(page.querySelector('a[download]')?.getAttribute('href')).toBe('/api/pipelines/wes/trends.csv?days=90');
  });

  it('draws the lines of a Levey-Jennings chart, and marks the rules that are broken', async () => {
    const { page } = await drawn(TRENDS);
    resize();
    TestBed.tick();
    const texts = [...page.querySelectorAll('rp-chart:last-of-type svg text')].map(({ textContent }) => textContent);
    expect(texts).toEqual(expect.arrayContaining(['−3 SD', '−2 SD', 'mean', '+2 SD', '+3 SD', '1-3s']));
  });

  it('draws the axis of the durations with times of 24 hours in UTC', async () => {
    const durations = ['2026-12-02T16:42:00Z', '2026-12-02T16:45:00Z'].map((completed_at) => ({
      ...TRENDS.durations[0]!,
      completed_at,
    }));
    const { page } = await drawn({ ...TRENDS, durations });
    resize();
    TestBed.tick();
    const texts = [...page.querySelectorAll('rp-chart:first-of-type svg text')].map(({ textContent }) => textContent);
    expect(texts).toEqual(expect.arrayContaining(['16:42:002 Dec', '16:43:00', '16:45:00', 'UTC']));
  });

  it('is read again when a job of the pipeline has ended, and only then', async () => {
    const { fixture, queries, events } = await drawn(TRENDS);
    const happens = async (pipeline: string, status: JobView['status']) => {
      events.next({ kind: 'job', job: aJob({ pipeline, status }) } as LiveEvent);
      await fixture.whenStable();
      return queries.length;
    };
    expect(await happens('wes', 'running')).toBe(1);
    expect(await happens('rnaseq', 'completed')).toBe(1);
    expect(await happens('wes', 'completed')).toBe(2);
  });

  it('has times as the page shows them, and distances without a negative zero', async () => {
    const [depth] = TRENDS.metrics;
    const points = [99.65, 79].map((value) => ({ ...depth!.points[0]!, value }));
    const { page } = await drawn({ ...TRENDS, metrics: [{ ...depth!, points }] });
    const table = [...page.querySelectorAll('rp-chart table')].at(-1)!;
    expect(table.querySelector('tbody time')?.getAttribute('title')).toBe('2026-11-30 10:00:00 UTC');
    expect(table.textContent).not.toContain('2026-11-30T');
    expect(rowsOf(table).map((cells) => cells.slice(2, 4))).toEqual([
      ['99.65', '0.0'],
      ['79', '−2.1'],
    ]);
  });

  it('says that durations and quality are those of the latest jobs only', async () => {
    const { page } = await drawn({ ...TRENDS, outcomes: [{ from: '2026-11-30', cause: null, jobs: 5123 }] });
    expect(page.textContent).toContain(
      '5,123 completed, 0 failed or cancelled · Durations and quality of the latest 2',
    );
  });

  it('says that no job has ended', async () => {
    const { page } = await drawn({ ...TRENDS, durations: [], outcomes: [], metrics: [] });
    expect(page.textContent).toContain('No job of wes has ended in the last 90 days.');
  });
});

describe('a tick of a time axis', () => {
  const texts = (...times: string[]) => times.map((at) => new Date(at)).map(tickText);

  it('is a time of 24 hours with the date at the first tick of a day', () => {
    expect(texts('2026-12-02T16:42:00Z', '2026-12-02T16:42:30Z')).toEqual(['16:42:00\n2 Dec', '16:42:30']);
    expect(texts('2026-12-02T22:00:00Z', '2026-12-03T00:00:00Z')).toEqual(['22:00\n2 Dec', '00:00\n3 Dec']);
  });

  it('is a date with the year at the first tick of a year', () => {
    expect(texts('2026-12-31T00:00:00Z', '2027-01-01T00:00:00Z')).toEqual(['31 Dec\n2026', '1 Jan\n2027']);
  });
});
