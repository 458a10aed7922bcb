import { jest } from '@jest/globals';
import { Injector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Subject } from 'rxjs';
import { aCancelledJob, aJob, JOB_ID } from '../../testing/views.ts';
import { Api } from '../api/api.ts';
import { Live, type LiveEvent } from './live.ts';
import { watchFromStart } from './watch-from-start.ts';
import { NOTIFICATIONS, WatchedJobs } from './watched-jobs.ts';

describe('a watched job', () => {
  const events = new Subject<LiveEvent>();
  const api = { job: jest.fn<Api['job']>() };
  let notified: string[];
  let permission: NotificationPermission;
  const provide = (notifications: unknown) =>
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: Api, useValue: api },
        { provide: Live, useValue: { events } },
        { provide: NOTIFICATIONS, useValue: notifications },
      ],
    });
  const watched = (notifications: unknown) => provide(notifications).inject(WatchedJobs);
  class Notifications {
    static readonly requestPermission = () => Promise.resolve(permission);
    static get permission() {
      return permission;
    }
    constructor(title: string) {
      notified.push(title);
    }
  }
  beforeEach(() => {
    localStorage.clear();
    notified = [];
    permission = 'granted';
  });
  afterEach(() => jest.useRealTimers());

  it('sends one notification when it ends', async () => {
    const jobs = watched(Notifications);
    expect(await jobs.watch(JOB_ID)).toBe('');
    events.next({ kind: 'job', job: aJob() });
    expect(notified).toEqual([]);
    for (let i = 0; i < 2; i++) events.next({ kind: 'job', job: aJob({ status: 'completed' }) });
    expect(notified).toEqual(['NA12878 completed']);
    expect(jobs.has(JOB_ID)).toBe(false);
  });

  it('sends one notification when it stalls or its Nextflow hangs, and is still watched', async () => {
    const jobs = watched(Notifications);
    await jobs.watch(JOB_ID);
    const since = '2026-12-01T03:00:00.000Z';
    const hanging = { since, after: 'tasks', cause: null } as const;
    for (let i = 0; i < 2; i++) events.next({ kind: 'job', job: aJob({ status: 'running', hanging }) });
    const stalled = { since, tasks_waiting: 3 };
    events.next({ kind: 'job', job: aJob({ status: 'running', attempt: 2, stalled }) });
    expect(notified).toEqual(['NA12878 hangs: Nextflow does not end', 'NA12878 stands still']);
    expect(jobs.has(JOB_ID)).toBe(true);
  });

  it('is polled if the stream follows another job, also after a reload', async () => {
    localStorage.setItem('reprise.watched', JSON.stringify([JOB_ID]));
    jest.useFakeTimers();
    api.job.mockResolvedValue(aCancelledJob());
    watched(Notifications);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(notified).toEqual(['NA12878 was cancelled']);
  });

  it('is watched from the start by a page that opens later', async () => {
    localStorage.setItem('reprise.watched', JSON.stringify([JOB_ID]));
    await watchFromStart(provide(Notifications).inject(Injector));
    events.next({ kind: 'job', job: aJob({ status: 'completed' }) });
    expect(notified).toEqual(['NA12878 completed']);
  });

  it('is not watched, with a message, if notifications are blocked or missing', async () => {
    permission = 'denied';
    const jobs = watched(Notifications);
    expect(await jobs.watch(JOB_ID)).toMatch(/^Notifications are blocked/);
    expect(jobs.has(JOB_ID)).toBe(false);
    TestBed.resetTestingModule();
    expect(await watched(null).watch(JOB_ID)).toMatch(/HTTPS/);
  });

  it('gets no advice on HTTPS if the page has it, and no "blocked" if the question was only closed', async () => {
    Object.defineProperty(globalThis, 'isSecureContext', { value: true, configurable: true });
    try {
      expect(await watched(null).watch(JOB_ID)).toBe('This browser shows no notifications of pages.');
    } finally {
      Reflect.deleteProperty(globalThis, 'isSecureContext');
    }
    TestBed.resetTestingModule();
    permission = 'default';
    expect(await watched(Notifications).watch(JOB_ID)).toMatch(/^Notifications were not allowed/);
  });
});
