import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { JobsSummary, ProjectionView } from '@reprise/contracts';
import { FakeEventSource } from '../../testing/fake-event-source.ts';
import { Api } from '../../core/api/api.ts';
import { Health } from './health.ts';
import { EVENT_SOURCE, Live } from '../../core/live/live.ts';
import { ProblemError } from '../../core/problem.ts';
import { aRunner } from '../../testing/views.ts';
import { settled } from '../../testing/settled.ts';

describe('the health of the services', () => {
  const api = {
    projection: jest.fn<Api['projection']>(),
    runners: jest.fn<Api['runners']>(),
    summary: jest.fn<Api['summary']>(),
  };
  const behind = { lag: 40, lag_ms: 60_000, problem: null } as ProjectionView;
  beforeEach(() => {
    jest.resetAllMocks();
    FakeEventSource.all.length = 0;
    api.projection.mockResolvedValue(behind);
    api.runners.mockResolvedValue({ items: [aRunner({ alive: false })], next_cursor: null });
    api.summary.mockResolvedValue({ pending: 2 } as JobsSummary);
    TestBed.configureTestingModule({
      providers: [
        { provide: Api, useValue: api },
        { provide: EVENT_SOURCE, useValue: (url: string) => new FakeEventSource(url) as unknown as EventSource },
      ],
    });
  });
  const ask = async () => {
    const health = TestBed.inject(Health);
    TestBed.tick();
    await settled();
    return health;
  };

  it('is shown also if one part of it is unavailable', async () => {
    api.summary.mockRejectedValue(new ProblemError(503, 'away'));
    const health = await ask();
    expect(health.banners().map(({ id }) => id)).toEqual(['runners', 'projection']);
  });

  it('is not shown as good while the server does not answer, although the stream is open', async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick', 'performance'] });
    try {
      TestBed.inject(Live).follow(null);
      FakeEventSource.last.onopen?.();
      let answer = (_: ProjectionView): void => undefined;
      api.projection.mockReturnValue(new Promise((resolve) => (answer = resolve)));
      api.runners.mockReturnValue(new Promise(() => undefined));
      api.summary.mockReturnValue(new Promise(() => undefined));
      const health = await ask();
      jest.advanceTimersByTime(11_000);
      expect(health.banners().map(({ id }) => id)).toEqual(['silence']);
      answer({ ...behind, lag: 0, lag_ms: 0 });
      await settled();
      expect(health.banners()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it.each([
    ['requests time out and the stream is reopened', 0, 'The server does not answer.'],
    ['the server responds that it cannot answer', 503, 'The server cannot answer now.'],
  ])('is not shown as good while %s', async (_, status, title) => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick', 'performance'] });
    try {
      TestBed.inject(Live).follow(null);
      FakeEventSource.last.onopen?.();
      for (const request of Object.values(api)) request.mockRejectedValue(new ProblemError(status, 'No answer.'));
      const health = await ask();
      for (let polls = 0; polls < 3; polls += 1) {
        jest.advanceTimersByTime(5_000);
        FakeEventSource.last.onopen?.();
        await settled();
      }
      expect(health.banners()).toMatchObject([{ id: 'silence', title }]);
      api.projection.mockResolvedValue({ ...behind, lag: 0, lag_ms: 0 });
      jest.advanceTimersByTime(5_000);
      await settled();
      expect(health.banners()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('does not call a server silent for the time without a connection', async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick', 'performance'] });
    try {
      TestBed.inject(Live).follow(null);
      FakeEventSource.last.onopen?.();
      for (const request of Object.values(api)) request.mockRejectedValue(new ProblemError(0, 'No answer.'));
      const health = await ask();
      FakeEventSource.last.onerror?.();
      TestBed.tick();
      jest.advanceTimersByTime(60_000);
      await settled();
      expect(health.banners()).toMatchObject([{ id: 'connection' }]);
      TestBed.inject(Live).retryNow();
      FakeEventSource.last.onopen?.();
      expect(health.banners()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('states the time of the last answer if a silent server goes away', async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick', 'performance'] });
    try {
      TestBed.inject(Live).follow(null);
      FakeEventSource.last.onopen?.();
      for (const request of Object.values(api)) request.mockReturnValue(new Promise<never>(() => undefined));
      const health = await ask();
      jest.advanceTimersByTime(600_000);
      const [silence] = health.banners();
      FakeEventSource.last.onerror?.();
      TestBed.tick();
      jest.advanceTimersByTime(2_000);
      const [connection] = health.banners();
      expect([silence?.id, connection?.id]).toEqual(['silence', 'connection']);
      expect(connection?.text).toBe(silence?.text.replace('may be', 'is'));
    } finally {
      jest.useRealTimers();
    }
  });

  it('reopens the stream if the server is unreachable although the stream is open', async () => {
    const live = TestBed.inject(Live);
    live.follow(null);
    FakeEventSource.last.onopen?.();
    api.runners.mockRejectedValue(new ProblemError(0, 'The server could not be reached.'));
    await ask();
    expect(FakeEventSource.all).toHaveLength(2);
  });
});
