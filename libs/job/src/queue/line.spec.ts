import fc from 'fast-check';
import { jobThatIs } from '../job.fixture.ts';
import { seed } from '../seed.fixture.ts';
import { unknownJob, type Job } from '../state.ts';
import { inOrder, runningSlots, sharerOf, waitingLine, type InLine } from './line.ts';
import { emptyQueue } from './queue.ts';

const job = (job_id: string, priority: number, waiting_since: number, asked_by?: string): InLine => ({
  job_id,
  priority,
  waiting_since,
  ...(asked_by !== undefined && { asked_by }),
});
const ids = (jobs: readonly InLine[]) => jobs.map(({ job_id }) => job_id).join(' ');

describe('the order of a queue', () => {
  it('goes by priority, then by age, without shares', () => {
    const jobs = [job('young', 0, 30), job('urgent', 5, 40), job('old', 0, 10), job('late', -1, 1)];
    expect(ids(inOrder(jobs, null))).toBe('urgent old young late');
  });

  it("alternates between people, so that fifty jobs of one do not block another person's", () => {
    const jobs = [job('a1', 0, 1, 'ada'), job('a2', 0, 2, 'ada'), job('a3', 0, 3, 'ada'), job('b1', 0, 4, 'ben')];
    expect(ids(inOrder(jobs, new Map()))).toBe('a1 b1 a2 a3');
    expect(ids(inOrder(jobs, null))).toBe('a1 a2 a3 b1');
  });

  it('counts running attempts: the person with the fewest slots is first', () => {
    const jobs = [job('a1', 0, 1, 'ada'), job('b1', 0, 2, 'ben'), job('b2', 0, 3, 'ben')];
    expect(ids(inOrder(jobs, new Map([['ada', 2]])))).toBe('b1 b2 a1');
  });

  it('counts a person once, with any token', () => {
    const user = 'user:019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f';
    expect(sharerOf(`${user}/token:019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e60`)).toBe(sharerOf(user));
    expect(sharerOf('admin')).toBe('admin');
    expect(sharerOf(undefined)).toBe('');
  });

  it('counts every slot of an attempt, and those of a person with those of their tokens', () => {
    const user = 'user:019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f';
    const askedBy: Record<string, string> = { wide: user, plain: `${user}/token:t1`, other: 'ben' };
    const of = { attempt: 1, runner_id: 'runner-a' };
    const taken = [
      { job_id: 'wide', slots: 4, ...of },
      { job_id: 'plain', ...of },
      { job_id: 'other', ...of },
    ];
    const slots = runningSlots({ ...emptyQueue, taken }, (jobId) => askedBy[jobId]);
    expect([...slots]).toEqual([
      [sharerOf(user), 5],
      ['ben', 1],
    ]);
  });

  const people = fc.constantFrom('ada', 'ben', 'cyd');
  const lines = fc.uniqueArray(
    fc.record({
      job_id: fc.uuid(),
      priority: fc.integer({ min: -1, max: 1 }),
      waiting_since: fc.nat(),
      asked_by: people,
    }),
    { selector: ({ waiting_since }) => waiting_since, maxLength: 30 },
  );
  const running = fc.dictionary(people, fc.nat(5)).map((slots) => new Map(Object.entries(slots)));

  it(`equals repeated selection of the smallest share (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(lines, running, (jobs, slots) => {
        const left = new Set<InLine>(jobs);
        const taken = new Map(slots);
        const chosen: InLine[] = [];
        const share = ({ asked_by }: InLine) => taken.get(asked_by!) ?? 0;
        while (left.size > 0) {
          const [next] = [...left].sort(
            (a, b) => b.priority - a.priority || share(a) - share(b) || a.waiting_since - b.waiting_since,
          ) as [InLine];
          left.delete(next);
          taken.set(next.asked_by!, share(next) + 1);
          chosen.push(next);
        }
        expect(ids(inOrder(jobs, slots))).toBe(ids(chosen));
      }),
      { seed },
    );
  });

  it(`loses no job, and never puts a person's younger job before an older one (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(lines, running, (jobs, slots) => {
        const ordered = inOrder(jobs, slots);
        expect(new Set(ordered)).toEqual(new Set(jobs));
        for (const person of ['ada', 'ben', 'cyd']) {
          const own = ordered.filter(({ asked_by }) => asked_by === person);
          expect(ids(own)).toBe(ids(inOrder(own, null)));
        }
      }),
      { seed },
    );
  });
});

describe('the waiting jobs of a queue', () => {
  const named = (sample_name: string, asked_by: string, waiting_since: number): Job => ({
    ...jobThatIs('pending'),
    job_id: sample_name,
    sample_name,
    asked_by,
    waiting_since,
  });
  const names = (jobs: readonly Job[]) => jobs.map(({ sample_name }) => sample_name).join(' ');

  it('use shares from the slots of the queue, unless it goes by age', () => {
    const running: Job = { ...jobThatIs('running'), job_id: 'r', asked_by: 'ada' };
    const queue = { ...emptyQueue, taken: [{ job_id: 'r', attempt: 1, runner_id: 'a' }] };
    const jobs = [running, named('a1', 'ada', 1), named('b1', 'ben', 2)];
    expect(names(waitingLine('default', queue, jobs))).toBe('b1 a1');
    expect(names(waitingLine('default', { ...queue, order: 'age' }, jobs))).toBe('a1 b1');
  });

  it('exclude claimed, cancelling, running and ended jobs, and those of other queues', () => {
    const others = [
      'pending, claimed',
      'pending, cancelling',
      'running',
      'paused',
      'completed',
      'failed: error',
    ] as const;
    expect(waitingLine('default', emptyQueue, [unknownJob, ...others.map(jobThatIs)])).toEqual([]);
    expect(waitingLine('urgent', emptyQueue, [jobThatIs('pending')])).toEqual([]);
  });

  it('count jobs from before people were recorded as those of one more person', () => {
    const { asked_by: _, ...nobody } = jobThatIs('pending');
    const jobs = [
      { ...nobody, sample_name: 'n1', waiting_since: 1 } as Job,
      { ...nobody, sample_name: 'n2', waiting_since: 2 } as Job,
      named('b1', 'ben', 3),
    ];
    expect(names(waitingLine('default', emptyQueue, [unknownJob, ...jobs] as Job[]))).toBe('n1 b1 n2');
  });
});
