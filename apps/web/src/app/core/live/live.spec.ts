import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { FakeEventSource } from '../../testing/fake-event-source.ts';
import { aJob, anEntry, JOB_ID } from '../../testing/views.ts';
import { EVENT_SOURCE, Live, type LiveEvent } from './live.ts';

describe('the live stream of the page', () => {
  let live: Live;
  let seen: LiveEvent[];
  beforeEach(() => {
    jest.useFakeTimers();
    FakeEventSource.all.length = 0;
    TestBed.configureTestingModule({
      providers: [
        { provide: EVENT_SOURCE, useValue: (url: string) => new FakeEventSource(url) as unknown as EventSource },
      ],
    });
    live = TestBed.inject(Live);
    seen = [];
    live.events.subscribe((event) => seen.push(event));
    live.follow(null);
  });
  afterEach(() => jest.useRealTimers());

  it('passes on every event, also several in one turn', () => {
    FakeEventSource.last.send('job', aJob(), '7');
    FakeEventSource.last.send('job', aJob({ last_seq: 8 }), '8');
    FakeEventSource.last.send('history', anEntry('submitted'), '8');
    expect(seen.map(({ kind }) => kind)).toEqual(['job', 'job', 'history']);
  });

  it('follows all jobs at an address that cannot be a job, since the server would refuse that one', () => {
    live.follow(JOB_ID);
    expect(FakeEventSource.last.url).toBe(`/api/jobs/stream?job_id=${JOB_ID}`);
    live.follow('new');
    expect(FakeEventSource.last.url).toBe('/api/jobs/stream');
  });

  it('counts as open only once the server begins to send', () => {
    FakeEventSource.last.onopen?.();
    expect([live.state(), live.openings()]).toEqual(['open', 0]);
    FakeEventSource.last.send('ready', { seq: 7 }, '7');
    expect(live.openings()).toBe(1);
  });

  it('reconnects after the last sequence it received, with growing delays', () => {
    FakeEventSource.last.onopen?.();
    FakeEventSource.last.send('job', aJob(), '41');
    FakeEventSource.last.onerror?.();
    expect(live.state()).toBe('down');
    jest.advanceTimersByTime(500);
    expect(FakeEventSource.last.url).toBe('/api/jobs/stream?last_event_id=41');
    FakeEventSource.last.onerror?.();
    jest.advanceTimersByTime(999);
    expect(FakeEventSource.all).toHaveLength(2);
    jest.advanceTimersByTime(1);
    expect(FakeEventSource.all).toHaveLength(3);
  });

  it("continues from the server's start position if nothing changed before the break", () => {
    FakeEventSource.last.send('ready', { seq: 30 }, '30');
    FakeEventSource.last.onerror?.();
    live.retryNow();
    expect(FakeEventSource.last.url).toContain('last_event_id=30');
  });

  it('remembers when it was lost until it is restored', () => {
    FakeEventSource.last.onerror?.();
    const since = live.downSince();
    jest.advanceTimersByTime(500);
    FakeEventSource.last.onerror?.();
    expect(live.downSince()).toBe(since);
    jest.advanceTimersByTime(1000);
    FakeEventSource.last.onopen?.();
    expect([live.downSince(), live.retryAt()]).toEqual([null, null]);
  });

  it('pauses in a hidden tab with occasional checks, and reconnects at once when the tab is visible', () => {
    const hidden = jest.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const show = (value: boolean) => {
      hidden.mockReturnValue(value);
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const isOpen = () => !FakeEventSource.last.closed;
    show(true);
    jest.advanceTimersByTime(20_000);
    expect(isOpen()).toBe(false);
    jest.advanceTimersByTime(20_000);
    expect(isOpen()).toBe(true);
    jest.advanceTimersByTime(2_000);
    expect(isOpen()).toBe(false);
    show(false);
    expect(isOpen()).toBe(true);
    jest.advanceTimersByTime(60_000);
    expect(isOpen()).toBe(true);
    hidden.mockRestore();
  });

  it('holds one connection, and closes it for another job', () => {
    const [first] = FakeEventSource.all;
    live.follow(JOB_ID);
    expect(first?.closed).toBe(true);
    expect(FakeEventSource.last.url).toBe(`/api/jobs/stream?job_id=${JOB_ID}`);
    live.follow(JOB_ID);
    expect(FakeEventSource.all).toHaveLength(2);
  });
});
