import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { Live, type LiveEvent } from '../../core/live/live.ts';
import { aJob } from '../../testing/views.ts';
import { followQueues } from './follow-queues.ts';

describe('following the queues', () => {
  const live = { events: new Subject<LiveEvent>(), state: signal('open'), openings: signal(1) };
  const look = jest.fn();
  beforeEach(() => {
    jest.useFakeTimers();
    look.mockReset();
    live.state.set('open');
    TestBed.configureTestingModule({ providers: [{ provide: Live, useValue: live }] });
    TestBed.runInInjectionContext(() => followQueues(look));
    TestBed.tick();
  });
  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  it('reads when the stream names a queue, at most twice a second', () => {
    live.events.next({ kind: 'job', job: aJob() });
    expect(look).toHaveBeenCalledTimes(0);
    for (let n = 0; n < 50; n++) live.events.next({ kind: 'queues', names: ['default'] });
    expect(look).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(500);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('reads again after the stream reopened, and regularly for changes without an event', () => {
    live.openings.set(2);
    TestBed.tick();
    expect(look).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(14_000);
    expect(look).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(2_000);
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('polls without a stream, and stops once its page is closed', () => {
    live.state.set('down');
    jest.advanceTimersByTime(6_000);
    expect(look).toHaveBeenCalledTimes(3);
    TestBed.resetTestingModule();
    live.events.next({ kind: 'queues', names: ['default'] });
    jest.advanceTimersByTime(6_000);
    expect(look).toHaveBeenCalledTimes(3);
  });
});
