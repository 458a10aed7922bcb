import { readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HistoryEntry } from '@reprise/contracts';
import type { SentSignal } from '@reprise/nextflow';
import { seed } from '@reprise/testing/random';
import { draw } from '../../draw.ts';
import type { Lab } from '../../lab.ts';
import { atOnce, submitsStep, type Races } from '../races.ts';
import { appears, type Sample } from '../../sample.ts';

/** Longest delay as a fraction of the remaining time of an undisturbed run. It is somewhat longer than that time. */
const LONGEST_DELAY = 1.5;
/** File times are only as precise as the kernel's tick. */
const TICK_MS = 10;
/** Many jobs in sequence, possibly on a busy machine. */
const PATIENCE_MS = 300_000;
const endingTypes = ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled'];

interface CancelRaces extends Races {
  readonly restMs?: number;
}

/** Parameters of a job whose steps take the given number of seconds, for a real or a simulated Nextflow. */
const lasting = (seconds: number) => ({ seconds, simulation: { seconds } });
const brief = lasting(0.1);
/** Longer than a cancel takes to arrive. */
const long = lasting(5);

/**
 * Tests in which a job is cancelled at about the time when it ends.
 * @param shared a lab whose runner has this number of slots
 * @param restMs time from the submission of the last step to the end of a run that is not cancelled. If omitted, it is
 * measured, and the test requires both early and late cancels
 */
export function cancelRaces(shared: { readonly lab: Lab }, { times, slots, restMs }: CancelRaces): void {
  it(
    `has one ending, no survivor, and no signal after the exit: ${String(times)} times with seed ${String(seed)}`,
    async () => {
      const rest = restMs ?? Math.max(...(await atOnce(slots, slots, undisturbed)));
      // One delay in each of several equal intervals, so that some are early and some late.
      const delay = (n: number) => ((n + draw('cancel', n)) / times) * LONGEST_DELAY * rest;
      const outcomes = await atOnce(slots, times, (n) => race(brief, () => sleep(delay(n))));
      const count = (outcome: string) => outcomes.filter((other) => other === outcome).length;
      if (restMs !== undefined) return;
      // If the machine slowed down, no cancel was late enough; if it was busy, none was early enough.
      if (count('cancelled') === outcomes.length) outcomes.push(await race(brief, exited));
      if (count('cancelled') === 0) outcomes.push(await race(long, () => Promise.resolve()));
      const summary = [...new Set(outcomes)].map((outcome) => `${outcome} ${String(count(outcome))}`);
      console.info(`delays up to ${(LONGEST_DELAY * rest).toFixed()} ms:`, summary.join(', '));
      // Otherwise there was no race.
      expect(count('cancelled')).toBeGreaterThan(0);
      expect(count('cancelled')).toBeLessThan(outcomes.length);
    },
    PATIENCE_MS,
  );

  /** Milliseconds between the submission of the last step and the end of an uncancelled run. */
  async function undisturbed(): Promise<number> {
    const sample = await shared.lab.submit('brief', brief);
    await submitsStep(shared.lab, sample, 'LAST');
    const since = performance.now();
    await exited(sample);
    const rest = performance.now() - since;
    await sample.becomes('completed');
    return rest;
  }

  const exited = (sample: Sample) => appears(shared.lab.filesOf(sample).exit);

  /** Cancels a job at some point after its last step was submitted, and returns the outcome. */
  async function race(params: typeof brief, moment: (sample: Sample) => Promise<unknown>): Promise<string> {
    const sample = await shared.lab.submit('brief', params);
    await submitsStep(shared.lab, sample, 'LAST');
    await moment(sample);
    const answer = await shared.lab.api.answer(sample.id, 'cancel');
    const { status } = await sample.reads('over', (job) => job.status === 'completed' || job.status === 'failed');
    await sample.leavesNoProcess();

    if (!('seq' in answer)) await sample.lastEventIs('cancel_refused');
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

    const exitCode = Number(readFileSync(shared.lab.filesOf(sample).exit, 'utf8'));
    expect([type, status]).toEqual(
      exitCode === 0 ? ['attempt_succeeded', 'completed'] : ['attempt_cancelled', 'failed'],
    );
    const exitedAt = statSync(shared.lab.filesOf(sample).exit).mtimeMs;
    expect(signalsToNextflow(endings[0]!).filter(({ at }) => Date.parse(at) > exitedAt + TICK_MS)).toEqual([]);
    if (type === 'attempt_cancelled') return 'cancelled';
    expect(data['cancel']).toBe('seq' in answer ? 'too_late' : undefined);
    return 'seq' in answer ? 'too late' : 'refused';
  }
}

/** Signals to Nextflow itself, excluding those to surviving tasks. */
const signalsToNextflow = ({ data }: HistoryEntry): SentSignal[] =>
  ((data['signals'] ?? []) as SentSignal[]).filter(({ target }) => target.startsWith('nextflow '));
