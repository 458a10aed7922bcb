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

const at = (number: number) => anAttempt({ attempt: number });

/** The page with the inputs of its URL, after it has read these jobs. */
async function shown(inputs: object, jobs: readonly JobView[]): Promise<HTMLElement> {
  const api = {
    job: (id: string) => Promise.resolve(jobs.find(({ job_id }) => job_id === id)),
    attempts: () => Promise.resolve({ items: [at(1), at(2), at(3)], next_cursor: null }),
    tasks: () => Promise.resolve([]),
  };
  const live = { events: new Subject<LiveEvent>(), openings: signal(1), follow: () => undefined };
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: Api, useValue: api },
      { provide: Live, useValue: live },
      { provide: People, useValue: { runner: (id: string) => id, text: (actor: string) => actor } },
    ],
  });
  const page = TestBed.createComponent(ComparePage);
  for (const [name, value] of Object.entries(inputs)) page.componentRef.setInput(name, value);
  await settled();
  page.detectChanges();
  await settled();
  page.detectChanges();
  return page.nativeElement as HTMLElement;
}

const chosenIn = (page: HTMLElement) =>
  [...page.querySelectorAll<HTMLSelectElement>('select')].map(({ selectedOptions }) => selectedOptions[0]?.value);

describe('the comparison page', () => {
  const [one, other] = [
    aJob({ job_id: 'one', sample_name: 'NA12878', attempt: 3 }),
    aJob({ job_id: 'other', sample_name: 'NA12891', attempt: 2 }),
  ];

  it('compares the first two attempts of a job by default', async () => {
    const page = await shown({ id: 'one' }, [one]);
    expect(page.querySelector('h1')?.textContent).toBe('Two attempts of NA12878');
    expect(chosenIn(page)).toEqual(['1', '2']);
  });

  it('compares the current attempts of two jobs by default, and names both', async () => {
    const page = await shown({ id: 'one', with: 'other' }, [one, other]);
    expect(page.querySelector('h1')?.textContent).toBe('NA12878 and NA12891');
    expect(chosenIn(page)).toEqual(['3', '2']);
    const links = [...page.querySelectorAll('.heads a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/jobs/one', '/jobs/other']);
  });

  it('compares the chosen attempts of two jobs of one sample', async () => {
    const page = await shown({ id: 'one', with: 'other', a: '1', b: '3' }, [one, { ...other, sample_name: 'NA12878' }]);
    expect(page.querySelector('h1')?.textContent).toBe('Two jobs of NA12878');
    expect(chosenIn(page)).toEqual(['1', '3']);
  });

  it('names the job that lacks the attempt of the URL', async () => {
    const page = await shown({ id: 'one', with: 'other', b: '7' }, [one, other]);
    expect(page.querySelector('h1')?.textContent).toBe('These jobs cannot be compared');
    expect(page.querySelector('[role=alert]')?.textContent).toBe('NA12891 has no attempt 7.');
  });
});

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
