import { CdkDrag, CdkDropList } from '@angular/cdk/drag-drop';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { By } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import type { QueueView, WaitingJob, WaitingPage } from '@reprise/contracts';
import { QueueApi } from '../../../core/api/queue-api.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { SearchField } from '../../../shared/filters/search-field.ts';
import { People } from '../../../shared/people/people.ts';
import { settled } from '../../../testing/settled.ts';
import { WaitingLine } from './waiting-line.ts';

const ROW = 56;

describe('the list of waiting jobs in a queue', () => {
  const job = (place: number): WaitingJob => ({
    job_id: `job-${place}`,
    sample_name: `PAT-${place}`,
    pipeline: 'wes',
    asked_by: 'local',
    priority: 10 * (300 - place),
    position: place + 1,
    waiting_since: '2026-11-24T12:00:00.000Z',
    expected_wait_ms: null,
    slots: 1,
    waits_for: null,
    resources: null,
    is_too_large: false,
    needs_nextflow: null,
  });
  let line: WaitingJob[];
  const prioritize = jest.fn((id: string, { priority }: { priority: number }) => {
    line = line.map((each) => (each.job_id === id ? { ...each, priority } : each));
    line.sort((a, b) => b.priority - a.priority);
    return Promise.resolve({});
  });
  let isSlow: boolean;
  let late: (() => void)[];
  /** Index of the first row in the window. */
  let scrolledTo: number;
  let fixture: ComponentFixture<WaitingLine>;

  const drawn = async () => {
    for (let turn = 0; turn < 3; turn++) {
      await settled();
      TestBed.tick();
    }
  };
  const scroll = async (place: number) => {
    scrolledTo = place;
    window.dispatchEvent(new Event('scroll'));
    await drawn();
  };
  const rows = () => fixture.debugElement.queryAll(By.directive(CdkDrag));
  const row = (place: number) => rows().find((each) => each.attributes['aria-posinset'] === String(place + 1))!;
  const press = async (place: number) => {
    row(place).query(By.css('[cdkDragHandle]')).nativeElement.dispatchEvent(new Event('pointerdown'));
    await drawn();
  };
  const firstDrawn = () => rows()[0]?.attributes['aria-posinset'];

  beforeEach(async () => {
    prioritize.mockClear();
    [isSlow, late, scrolledTo] = [false, [], 0];
    line = Array.from({ length: 300 }, (_, place) => job(place));
    jest
      .spyOn(HTMLElement.prototype, 'getBoundingClientRect')
      .mockImplementation(() => ({ top: -scrolledTo * ROW }) as DOMRect);
    const waiting = (_: string, { from, limit }: { from: number; limit: number }) => {
      const page = { items: line.slice(from, from + limit), total: line.length };
      return isSlow ? new Promise<WaitingPage>((resolve) => late.push(() => resolve(page))) : Promise.resolve(page);
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: QueueApi, useValue: { waiting, prioritize } },
        { provide: CurrentUser, useValue: { whyNot: () => null } },
        { provide: People, useValue: { name: (text: string) => ({ text }), text: String, runner: String } },
      ],
    });
    fixture = TestBed.createComponent(WaitingLine);
    const queue = { name: 'default', order: 'age', waiting: [], waiting_count: line.length };
    fixture.componentRef.setInput('queue', queue as unknown as QueueView);
    fixture.componentInstance.sent.subscribe((command) => void command());
    await drawn();
  });

  it('resolves a drop to the visible row, also if rows before it are not loaded', async () => {
    await scroll(150);
    isSlow = true;
    await press(150);
    row(150).triggerEventHandler('cdkDragStarted');
    const list = fixture.debugElement.query(By.directive(CdkDropList));
    // The rows before them are read while the job is dragged.
    isSlow = false;
    late.splice(0).forEach((answer) => answer());
    await drawn();
    list.triggerEventHandler('cdkDropListDropped', { item: { data: 'job-150' }, currentIndex: 3 });
    await drawn();
    expect(line.slice(102, 105).map(({ job_id }) => job_id)).toEqual(['job-102', 'job-150', 'job-103']);
  });

  it('sends nothing for a drop without a row', async () => {
    await scroll(150);
    await press(150);
    row(150).triggerEventHandler('cdkDragStarted');
    const list = fixture.debugElement.query(By.directive(CdkDropList));
    list.triggerEventHandler('cdkDropListDropped', { item: { data: 'job-150' }, currentIndex: 1000 });
    await drawn();
    expect(prioritize).not.toHaveBeenCalled();
  });

  it('follows the scroll after a handle was pressed in a search, which has no dragging', async () => {
    fixture.debugElement.query(By.directive(SearchField)).triggerEventHandler('changed', 'PAT');
    await drawn();
    await scroll(150);
    const before = firstDrawn();
    await press(150);
    await scroll(250);
    expect([before, firstDrawn()]).toEqual(['143', '243']);
  });
});
