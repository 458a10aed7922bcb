import type { ExecutorListing } from '@reprise/contracts';
import type { LiveTask } from '@reprise/executors';
import type { Look } from './attempt-tasks.ts';

/** Maximum number of tasks in an answer, which must fit into a NATS message of 1 MB. */
const MOST_TASKS = 1_000;
/** Maximum number of attempts that are cached for viewers. */
const MOST_ATTEMPTS = 100;

type Known = Pick<ExecutorListing, 'as_of' | 'counts' | 'tasks'>;

const NEVER: Known = { as_of: null, counts: [], tasks: [] };

/** Latest answers of executors, which viewers get while an executor does not answer. */
export class LatestListings {
  readonly #known = new Map<string, Known>();

  /** Returns the answer for viewers. If an executor does not answer, this is its last answer, with the reason. */
  add(attemptKey: string, { name, label, listing }: Look, now = new Date()): ExecutorListing {
    const key = `${attemptKey} ${name}`;
    if ('unknown' in listing) return { name, label, unknown: listing.unknown, ...(this.#known.get(key) ?? NEVER) };
    const known = { as_of: now.toISOString(), ...summary(listing.alive) };
    this.#known.delete(key);
    this.#known.set(key, known);
    if (this.#known.size > MOST_ATTEMPTS) this.#known.delete(this.#known.keys().next().value!);
    return { name, label, unknown: null, ...known };
  }
}

/** Values that mean that there is no reason. Source: squeue(1) */
const WITHOUT_REASON = new Set(['None', '']);

function summary(alive: readonly LiveTask[]): Pick<ExecutorListing, 'counts' | 'tasks'> {
  const counts = new Map<string, ExecutorListing['counts'][number]>();
  const tasks = alive.map(({ native_id, phase, state, reason: given = '', node = null, work_dir = null }) => {
    const reason = WITHOUT_REASON.has(given) ? null : given;
    const key = JSON.stringify([state, reason, phase]);
    counts.set(key, { phase, state, reason, count: (counts.get(key)?.count ?? 0) + 1 });
    return { native_id, phase, state, reason, node, work_dir };
  });
  return { counts: [...counts.values()], tasks: tasks.slice(0, MOST_TASKS) };
}
