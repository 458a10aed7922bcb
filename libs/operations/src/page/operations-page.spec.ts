import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { Live, type LiveEvent } from '@reprise/web/core/live/live.ts';
import { aJob } from '@reprise/web/testing/views.ts';
import { Subject } from 'rxjs';
import type { Operations } from '../contract/index.ts';
import { OperationsPage } from './operations-page.ts';

const [first, second] = ['2026-11-30T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
const measured = { slots: 4, disk_bytes: 1000, disk_free_bytes: 250 };
const OPERATIONS: Operations = {
  span: 'week',
  step: 'day',
  parts: [first, second],
  ended: [
    { from: first, status: 'succeeded', cause: null, runner_id: 'a', attempts: 40 },
    { from: first, status: 'failed', cause: 'runner_lost', runner_id: 'a', attempts: 2 },
    { from: first, status: 'failed', cause: 'runner_lost', runner_id: 'b', attempts: 1 },
    { from: second, status: 'cancelled', cause: null, runner_id: null, attempts: 1 },
  ],
  waits: [{ from: first, attempts: 43, mean_ms: 90_000, longest_ms: 1_260_000, over_10_min: 3, over_1_h: 0 }],
  runners: [
    { runner_id: 'a', host: 'node-1', points: [{ from: first, slots_taken: 2.5, ...measured }] },
    { runner_id: 'b', host: 'node-1', points: [{ from: first, slots_taken: 0, ...measured, disk_bytes: null }] },
  ],
};

async function drawn(operations: Operations) {
  const queries: unknown[] = [];
  const events = new Subject<LiveEvent>();
  const get = (_: string, request: unknown) => {
    queries.push(request);
    return Promise.resolve(operations);
  };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: PageApiClient, useValue: { get } },
      { provide: Live, useValue: { follow: () => undefined, openings: signal(0), events } },
    ],
  });
  const fixture = TestBed.createComponent(OperationsPage);
  await fixture.whenStable();
  return { page: fixture.nativeElement as HTMLElement, queries, events, fixture };
}

const rowsOf = (chart: Element) =>
  [...chart.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent.trim()));

describe('the page of the operations', () => {
  beforeEach(() => {
    const observe = () => undefined;
    Object.assign(globalThis, {
      ResizeObserver: class {
        observe = observe;
        disconnect = observe;
      },
    });
  });
  afterEach(() => Reflect.deleteProperty(globalThis, 'ResizeObserver'));

  it('has a chart of each figure, with its values in a table', async () => {
    const { page, queries } = await drawn(OPERATIONS);
    expect(queries).toEqual([{ query: { span: 'week' } }]);
    const charts = [...page.querySelectorAll('rp-chart')];
    expect(charts.map((chart) => [chart.querySelector('.title')?.textContent, ...rowsOf(chart)])).toEqual([
      ['Attempts that ended', ['2026-11-30', '40', '3', '0'], ['2026-12-01', '0', '0', '1']],
      ['Mean wait from request to start', ['2026-11-30', '43', '1 m 30 s', '21 m 00 s', '3', '0']],
      ['Failed attempts by cause', ['2026-11-30', 'runner lost', '3']],
      ['Slots in use of each runner', ['2026-11-30', 'node-1 a', '2.5', '4'], ['2026-11-30', 'node-1 b', '0.0', '4']],
      ['Disk in use of each runner', ['2026-11-30', 'node-1 a', '75 %', '250 B', '1.0 kB']],
    ]);
    expect(page.textContent).toContain('40 succeeded, 3 failed, 1 cancelled');
    expect(page.querySelector('a[download]')?.getAttribute('href')).toBe('/api/operations.csv?span=week');
  });

  it('is read again when a job has started or ended, and not when one waits', async () => {
    const { fixture, queries, events } = await drawn(OPERATIONS);
    const happens = async (status: JobView['status']) => {
      events.next({ kind: 'job', job: aJob({ status }) } as LiveEvent);
      await fixture.whenStable();
      return queries.length;
    };
    expect(await happens('pending')).toBe(1);
    expect(await happens('completed')).toBe(2);
  });

  it('says that nothing has happened, and that nothing was measured', async () => {
    const { page } = await drawn({ ...OPERATIONS, ended: [], waits: [], runners: [] });
    expect(page.textContent).toContain('No attempt started or ended in this span.');
    expect(page.textContent).toContain('There are no measurements in this span.');
  });
});
