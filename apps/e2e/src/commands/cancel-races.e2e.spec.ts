import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HistoryEntry } from '@reprise/contracts';
import type { SentSignal } from '@reprise/nextflow';
import { simulatedNextflow } from '@reprise/simulated-nextflow';
import { seed } from '@reprise/testing/random';
import { waitUntil } from '@reprise/testing';
import { draw } from '../draw.ts';
import { Lab } from '../lab.ts';
import { appears, type Sample } from '../sample.ts';

/** Longest delay, as a part of the rest of an undisturbed run: somewhat longer than that. */
const LONGEST_DELAY = 1.5;
/** How many times slower a machine may get during the races. */
const MOST_SLOWER = 8;
/** The time of a file is as coarse as the kernel's tick. */
const TICK_MS = 10;
/** Many jobs one after the other, perhaps on a busy machine. */
const PATIENCE_MS = 300_000;
const endingTypes = ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled'];

const kinds: { nextflow: string; races: number; slots: number; env: Record<string, string> }[] = [
  { nextflow: 'a real Nextflow', races: 10, slots: 2, env: {} },
  { nextflow: 'a simulated one', races: 90, slots: 4, env: { REPRISE_NEXTFLOW: simulatedNextflow } },
];
const params = { simulation: { seconds: 0.1 } };

describe.each(kinds)('a cancel that races the end of its job, on $nextflow', ({ nextflow, races, slots, env }) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start({ REPRISE_RUNNER_SLOTS: String(slots), REPRISE_RATE_LIMIT: '0', ...env });
  });
  afterEach(() => lab.tidy());
  afterAll(() => lab.stop());

  it(
    `has one ending, no survivor, and no signal after the exit: ${String(races)} times with seed ${String(seed)}`,
    async () => {
      const rest = Math.max(...(await atOnce(slots, undisturbed)));
      // Drawn within equal parts, so that some come early and some late.
      const outcomes = await atOnce(races, (n) => race(((n + draw(nextflow, n)) / races) * LONGEST_DELAY * rest));
      const count = (outcome: string) => outcomes.filter((other) => other === outcome).length;
      // On a machine that got slower meanwhile, no cancel was late enough.
      for (let slower = 2; count('cancelled') === outcomes.length && slower <= MOST_SLOWER; slower *= 2)
        outcomes.push(await race(slower * LONGEST_DELAY * rest));
      const told = [...new Set(outcomes)].map((outcome) => `${outcome} ${String(count(outcome))}`);
      console.info(`delays up to ${(LONGEST_DELAY * rest).toFixed()} ms:`, told.join(', '));
      // Else nothing was raced.
      expect(count('cancelled')).toBeGreaterThan(0);
      expect(count('cancelled')).toBeLessThan(outcomes.length);
    },
    PATIENCE_MS,
  );

  /** Runs a task so many times, as many at once as there are slots. */
  async function atOnce<T>(times: number, task: (n: number) => Promise<T>): Promise<T[]> {
    const done: T[] = [];
    let next = 0;
    const goOn = async () => {
      while (next < times) done.push(await task(next++));
    };
    await Promise.all(Array.from({ length: slots }, goOn));
    return done;
  }

  async function lastStepOf(sample: Sample): Promise<void> {
    const { stdout } = lab.filesOf(sample);
    await appears(stdout);
    const submitted = () => readFileSync(stdout, 'utf8').includes('Submitted process > LAST');
    await waitUntil(submitted, { milliseconds: 40_000, what: 'its last step is submitted' });
  }

  /** Milliseconds from its last step's submission to the end of a run that nobody cancels. */
  async function undisturbed(): Promise<number> {
    const sample = await lab.submit('brief', params);
    await lastStepOf(sample);
    const since = performance.now();
    await appears(lab.filesOf(sample).exit);
    const rest = performance.now() - since;
    await sample.becomes('completed');
    return rest;
  }

  /** Answers what came of the cancel. */
  async function race(delay: number): Promise<string> {
    const sample = await lab.submit('brief', params);
    await lastStepOf(sample);
    await sleep(delay);
    const answer = await lab.api.answer(sample.id, 'cancel');
    const { status } = await sample.reads('over', (job) => job.status === 'completed' || job.status === 'failed');
    await sample.leavesNoProcess();

    if (!('seq' in answer)) await sample.lastToldIs('cancel_refused');
    const history = await sample.history();
    const endings = history.filter(({ type }) => endingTypes.includes(type));
    expect(endings).toHaveLength(1);
    const { type, data } = endings[0]!;
    const requests = history.filter((entry) => entry.type === 'cancel_requested').length;
    if ('seq' in answer) expect(requests).toBe(1);
    else expect([requests, answer.detail]).toEqual([0, 'Cannot cancel job with status: completed']);
    expect(history.filter(({ seq }) => seq > endings[0]!.seq).map((entry) => entry.type)).toEqual(
      'seq' in answer ? [] : ['cancel_refused'],
    );
    expect((await sample.tasks()).filter((task) => ['submitted', 'running'].includes(task.status))).toEqual([]);

    const exitCode = Number(readFileSync(lab.filesOf(sample).exit, 'utf8'));
    expect([type, status]).toEqual(
      exitCode === 0 ? ['attempt_succeeded', 'completed'] : ['attempt_cancelled', 'failed'],
    );
    const exitedAt = statSync(lab.filesOf(sample).exit).mtimeMs;
    expect(signalsToNextflow(endings[0]!).filter(({ at }) => Date.parse(at) > exitedAt + TICK_MS)).toEqual([]);
    if (type === 'attempt_cancelled') return 'cancelled';
    expect(data['cancel']).toBe('seq' in answer ? 'too_late' : undefined);
    return 'seq' in answer ? 'too late' : 'refused';
  }
});

/** Signals to Nextflow itself, without those to tasks that outlived it. */
const signalsToNextflow = ({ data }: HistoryEntry): SentSignal[] =>
  ((data['signals'] ?? []) as SentSignal[]).filter(({ target }) => target.startsWith('nextflow '));
