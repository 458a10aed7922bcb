import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import type { JobView } from '@reprise/contracts';
import { Subject } from 'rxjs';
import { Api } from '@reprise/web/core/api/api.ts';
import { Live, type LiveEvent } from '@reprise/web/core/live/live.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aJob, anAttempt, JOB_ID } from '@reprise/web/testing/views.ts';
import { ComparePage } from './compare-page.ts';

describe('the comparison page of two attempts', () => {
  it('is read again if the job changed during the read', async () => {
    const live = { events: new Subject<LiveEvent>(), openings: signal(1), follow: () => undefined };
    let answer: (job: JobView) => void = () => undefined;
    const api = {
      job: jest.fn<Api['job']>().mockImplementation(() => new Promise((resolve) => (answer = resolve))),
      attempts: () => Promise.resolve({ items: [anAttempt(), anAttempt({ attempt: 2 })], next_cursor: null }),
      tasks: () => Promise.resolve([]),
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: Api, useValue: api },
        { provide: Live, useValue: live },
        { provide: People, useValue: { runner: (id: string) => id, text: (actor: string) => actor } },
      ],
    });
    const page = TestBed.createComponent(ComparePage);
    page.componentRef.setInput('id', JOB_ID);
    const drawn = async () => {
      await settled();
      page.detectChanges();
      await settled();
    };
    await drawn();
    live.events.next({ kind: 'job', job: aJob({ last_seq: 11 }) });
    live.events.next({ kind: 'job', job: aJob({ last_seq: 12 }) });
    await drawn();
    expect(api.job).toHaveBeenCalledTimes(1);
    answer(aJob());
    await drawn();
    expect(api.job).toHaveBeenCalledTimes(2);
    answer(aJob({ last_seq: 12 }));
    await drawn();
    expect(api.job).toHaveBeenCalledTimes(2);
  });
});
