import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import type { BulkResult, BulkView } from '../contract/index.ts';
import type { Page } from '@reprise/contracts';
import { BulkApi } from './bulk-api.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { at, JOB_ID } from '@reprise/web/testing/views.ts';
import { BulkPage } from './bulk-page.ts';

const running: BulkView = {
  bulk_id: JOB_ID,
  command: 'cancel',
  reason: null,
  actor: 'a.meyer',
  correlation_id: JOB_ID,
  started_at: at(-60),
  finished_at: null,
  total: 4,
  accepted: 3,
  waiting: 0,
  refused: 0,
  failed: 0,
};
const finished: BulkView = { ...running, finished_at: at(0), accepted: 4 };
const pageOf = (next_cursor: string | null, ...names: string[]): Page<BulkResult> => ({
  items: names.map((name) => ({
    job_id: `job-${name}`,
    sample_name: name,
    outcome: 'accepted',
    status: 202,
    detail: 'Pipeline cancelled successfully',
    seq: 1,
  })) as unknown as BulkResult[],
  next_cursor,
});

describe('the results of a command to many jobs', () => {
  const show = jest.fn<(id: string) => Promise<BulkView>>();
  /** Responses that a test returns, by the order of the requests. */
  let asked: { cursor: string | undefined; answer: (page: Page<BulkResult> | null) => Promise<void> }[];
  let fixture: ComponentFixture<BulkPage>;
  const results = (_: string, cursor?: string) =>
    new Promise<Page<BulkResult>>((resolve, reject) => {
      const answer = async (page: Page<BulkResult> | null) => {
        if (page) resolve(page);
        else reject(new Error('away'));
        await drawn();
      };
      asked.push({ cursor, answer });
    });
  const drawn = async () => {
    await settled();
    fixture.detectChanges();
    await settled();
  };
  const look = async () => {
    jest.advanceTimersByTime(700);
    await drawn();
  };
  const page = () => fixture.nativeElement as HTMLElement;
  const names = () => [...page().querySelectorAll('li .strong')].map(({ textContent }) => textContent);
  const more = () => page().querySelector<HTMLElement>('.foot button');
  const open = async (bulk: BulkView) => {
    show.mockReset().mockImplementation(() => Promise.resolve({ ...bulk }));
    asked = [];
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: BulkApi, useValue: { show, results } },
        { provide: Live, useValue: { follow: () => undefined } },
        { provide: People, useValue: { name: () => ({ text: 'A. Meyer' }) } },
      ],
    });
    fixture = TestBed.createComponent(BulkPage);
    fixture.componentRef.setInput('id', JOB_ID);
    fixture.detectChanges();
    await drawn();
  };
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick', 'performance'] }));
  afterEach(() => jest.useRealTimers());

  it('show each job and its id separated by a space, also when copied', async () => {
    await open(finished);
    await asked[0]!.answer(pageOf(null, 'A'));
    expect(page().querySelector('a.job')!.textContent).toMatch(/^A /);
  });

  it('load more once, however often a person clicks', async () => {
    await open(finished);
    await asked[0]!.answer(pageOf('2', 'A', 'B'));
    more()!.click();
    more()!.click();
    await drawn();
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, '2']);
    await asked[1]!.answer(pageOf(null, 'C', 'D'));
    expect([names(), more()]).toEqual([['A', 'B', 'C', 'D'], null]);
  });

  it('load more only once the command has ended, so that no refresh removes loaded rows', async () => {
    await open(running);
    await asked[0]!.answer(pageOf('2', 'A', 'B'));
    expect([names(), more()]).toEqual([['A', 'B'], null]);
    expect(page().querySelector('.foot')!.textContent).toContain('2 of 3 shown');
    show.mockImplementation(() => Promise.resolve({ ...finished }));
    await look();
    expect(more()).toBeNull();
    await asked[1]!.answer(pageOf('2', 'B', 'A'));
    more()!.click();
    await asked[2]!.answer(pageOf(null, 'C', 'D'));
    await look();
    expect([names(), asked.length]).toEqual([['B', 'A', 'C', 'D'], 3]);
  });

  it('are never replaced by those of an earlier read', async () => {
    await open(running);
    await look();
    await asked[1]!.answer(pageOf(null, 'A', 'B', 'C'));
    await asked[0]!.answer(pageOf(null, 'A'));
    expect(names()).toEqual(['A', 'B', 'C']);
  });

  it('are requested again if the last read got no answer', async () => {
    await open(finished);
    await asked[0]!.answer(null);
    await look();
    await asked[1]!.answer(pageOf(null, 'A'));
    await look();
    expect([names(), asked.length]).toEqual([['A'], 2]);
  });
});
