import { NextflowRun } from './nextflow-run.ts';
import type { Scratch } from './scratch.ts';
import type { TaskObservation } from '../watch/task-observation.ts';
import { watchTasks } from '../watch/watch-tasks.ts';

/** Outcome of one run: the names of its tasks, sorted. */
export interface Outcome {
  readonly cached: string[];
  readonly ran: string[];
  /** Why tasks of an earlier run were not cached, one line each, sorted. */
  readonly missed: string[];
}

/** Runs of one session of the pipeline `steps`, one after the other, each to the end. */
export class ResumedRuns {
  readonly #scratch: Scratch;
  readonly #runs: NextflowRun[] = [];

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
  }

  async run(params: object): Promise<Outcome> {
    const resume = (await this.#runs.at(-1)?.session()) ?? null;
    const next = await NextflowRun.start(this.#scratch, 'steps/main', { params, resume });
    const earlier = this.#runs.map(({ spec }, i) => ({ attempt: i + 1, attemptDir: spec.attemptDir }));
    this.#runs.push(next);
    const seen: TaskObservation[] = [];
    for await (const batch of watchTasks({
      attemptDir: next.spec.attemptDir,
      workDir: next.workDir,
      ended: next.ended(),
      earlier,
    }))
      seen.push(...batch);
    expect(await next.ended()).toMatchObject({ exit_code: 0 });
    const names = (type: string) => seen.flatMap((each) => (each.type === type ? each.name : [])).sort();
    const cached = names('cached');
    return {
      cached,
      ran: names('submitted').filter((name) => !cached.includes(name)),
      missed: seen.flatMap((each) => (each.cache_miss ? missText(each) : [])).sort(),
    };
  }
}

const missText = ({ name, process, tag, cache_miss }: TaskObservation) =>
  `${tag ? name : process} after ${cache_miss!.attempt}: ${cache_miss!.changes
    .map((change) =>
      [
        ...[change.kind, change.name, change.made_by && `by ${change.made_by}`],
        change.kind === 'file' ? '' : `${change.from} to ${change.to}`,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join(', ')}`;
