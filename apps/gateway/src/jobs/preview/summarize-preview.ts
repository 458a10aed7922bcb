import type { PreviewReason, PreviewStep, RunPreview, StepView, TaskView } from '@reprise/contracts';
import type { FrozenSpan } from '@reprise/read-model';
import type { FoundTasks, RedoneGroup } from './all-again.ts';
import { latestAttempts } from './changed-pipeline.ts';
import { expectedDuration, unfinishedDuration } from './expected-duration.ts';

export interface PreviewFacts {
  /** Answer of a runner that inspected the work dir. */
  readonly found: FoundTasks;
  /**
   * Whether the next attempt has a different Nextflow, which computes different hashes for some tasks. Tasks that a
   * runner finds in the cache may then run again.
   */
  readonly isOtherNextflow?: boolean;
  /** Whether an input is missing or changed. Any task may use it, and would run again in that case. */
  readonly isInputChanged?: boolean;
  /**
   * Attempts that ran a different revision of the pipeline from the one that the next attempt will run. Tasks that were
   * last seen in these attempts may run again.
   */
  readonly otherRevision?: ReadonlySet<number>;
  /**
   * Whether there is a changed parameter that cannot be searched for in commands. Tasks that a runner finds in the
   * cache may use it.
   */
  readonly mayUseChanged?: boolean;
  /** Processes whose tasks Nextflow may not look for in its cache. */
  readonly uncached?: ReadonlySet<string>;
  /** Steps of the job, in the order of the pipeline. */
  readonly steps: readonly StepView[];
  /** Recorded tasks of the session. */
  readonly tasks: readonly TaskView[];
  /** When the job was frozen. */
  readonly frozen: readonly FrozenSpan[];
  /** Ends of attempts. Tasks without a recorded end did not run longer. */
  readonly endings?: ReadonlyMap<number, string | null>;
  /** Usual time of the longest task of a process, in milliseconds. */
  readonly usual: ReadonlyMap<string, number>;
}

const MOST_NAMES = 50;
/** Reasons by rank. If a step has several, the first one is shown. */
const REASONS: readonly PreviewReason[] = [
  'chosen',
  'input',
  'nextflow',
  'pipeline',
  'parameter',
  'uses',
  'may_use',
  'changed',
  'not_cached',
  'no_cache',
  'work_dir_gone',
  'unfinished',
];

/** Whether Nextflow found the results of a task in its `storeDir`. Such a task has no work dir, and never runs again. */
const isStored = ({ hash }: Pick<TaskView, 'hash'>): boolean => hash.startsWith('stored/');

/** Removes the number at the end of a hash that several tasks share. */
const plainHash = (hash: string): string => (isStored({ hash }) ? hash : hash.slice(0, 'ab/cdef12'.length));

/** Summarizes by step which tasks run again, in which order, and how long that may take. Pure. */
export function summarizePreview(facts: PreviewFacts) {
  const { found, isOtherNextflow = false, otherRevision = new Set<number>(), steps, tasks, frozen, usual } = facts;
  const { isInputChanged = false, mayUseChanged = false, endings = new Map<number, string | null>() } = facts;
  const { uncached = new Set<string>() } = facts;
  /** An older runner does not report which processes use the uncached ones, so all may. */
  const usesUncached = (process: string) => uncached.size > 0 && (found.use_uncached?.includes(process) ?? true);
  const rows = latestByHash(tasks);
  const attempts = latestAttempts(tasks);
  const latest = latestHashes(tasks, attempts);
  const succeeded = new Set([...rows.values()].filter(hasSucceeded).map(({ name }) => name));
  const stored = new Set(
    tasks.filter((task) => isStored(task) && attempts.get(task.name) === task.attempt).map(({ name }) => name),
  );
  const labels = new Map(steps.map(({ process, step }) => [process, step]));
  const labelOf = (process: string) => labels.get(process) ?? process;
  const again = new Map<string, Again>();
  for (const { process, reason, uses, hashes } of [...found.groups, ...withoutDir(found, rows, latest)]) {
    const all = hashes.map((hash) => rows.get(hash) ?? hash).filter((row) => !isOf(row, stored));
    // A failed try is over if its task succeeded later. Several tries are one task.
    const left = reason === 'unfinished' ? all.filter((row) => !isSettled(row, succeeded)) : all;
    const names = left.map((row) => (typeof row === 'string' ? row : row.name));
    if (names.length === 0) continue;
    const known = again.get(process);
    again.set(process, {
      names: new Set([...(known?.names ?? []), ...names]),
      rows: [...(known?.rows ?? []), ...left.filter((row) => typeof row !== 'string')],
      reasons: [
        ...(known?.reasons ?? []),
        reason === 'unfinished' && left.every(hasLostFiles) ? 'work_dir_gone' : reason,
      ],
      uses: known?.uses ?? uses,
    });
  }
  const isOfOther = ({ name }: TaskView) => otherRevision.has(attempts.get(name) ?? 0);
  /**
   * Returns why tasks that a runner finds in the cache may run again. For tasks that were not recorded, any attempt may
   * have been the last one.
   */
  const doubtOf = (process: string, kept: readonly TaskView[]): PreviewReason | null => {
    if (isInputChanged) return 'input';
    if (isOtherNextflow) return 'nextflow';
    if (kept.length > 0 ? kept.some(isOfOther) : otherRevision.size > 0) return 'pipeline';
    if (mayUseChanged) return 'parameter';
    if (uncached.has(process)) return 'no_cache';
    return usesUncached(process) ? 'may_use' : null;
  };
  /** Tasks without a recorded end ran until their attempt ended. */
  const stoppedIn = (redone: readonly TaskView[]): TaskView[] =>
    redone
      .filter((row) => row.completed_at === null)
      .map((row) => ({ ...row, completed_at: endings.get(row.attempt) ?? null }));
  /** If a task was stopped after more than the usual time, it takes longer than that. */
  const usualOf = (process: string, stopped: readonly TaskView[]): number | null => {
    const ms = usual.get(process) ?? null;
    return ms !== null && stopped.some((row) => expectedDuration([row], frozen) > ms) ? null : ms;
  };
  /**
   * Returns the expected time of the tasks that run again and have not finished. For a step that has not run yet, this
   * is its usual time.
   */
  const unfinishedOf = (redone: Again | undefined, ended: readonly TaskView[], usualMs: number | null) => {
    if (!redone) return usualMs;
    const finished = new Set(finishedIn(redone).map(({ name }) => name));
    const count = [...redone.names].filter((name) => !finished.has(name)).length;
    if (count === 0) return 0;
    return ended.length > 0 ? unfinishedDuration(count, ended, stoppedIn(redone.rows), frozen) : usualMs;
  };
  const unfinished = new Map<string, number | null>();
  const shown: PreviewStep[] = inOrder(steps, found).map((process) => {
    const redone = again.get(process);
    const known = REASONS.find((each) => redone?.reasons.includes(each)) ?? null;
    const ended = [...rows].flatMap(([hash, row]) =>
      row.process === process && hasSucceeded(row) && latest.has(hash) ? row : [],
    );
    // The work dir may also contain tasks from attempts with different parameters, which this attempt does not need.
    const kept = ended.filter(({ name }) => !redone?.names.has(name));
    const withDir = Math.min(found.cached[process] ?? 0, ended.length > 0 ? kept.length : Infinity);
    const cached = Math.max(withDir, kept.filter((row) => isOf(row, stored)).length);
    const doubt = cached > 0 ? doubtOf(process, kept) : null;
    const will = redone ? (cached > 0 ? 'partly' : 'again') : cached === 0 ? 'first' : doubt ? 'maybe' : 'cached';
    const usual_ms = usualOf(process, stoppedIn(redone?.rows ?? []));
    const runs = will !== 'cached' && will !== 'maybe';
    const open = runs ? unfinishedOf(redone, ended, usual_ms) : null;
    if (runs) unfinished.set(process, open);
    return {
      process,
      step: labelOf(process),
      will,
      reason: known ?? doubt,
      uses: known === 'uses' && redone?.uses ? labelOf(redone.uses) : null,
      tasks_again: redone?.names.size ?? 0,
      tasks_cached: doubt ? 0 : cached,
      tasks_maybe: doubt ? cached : 0,
      names: [...(redone?.names ?? [])].slice(0, MOST_NAMES),
      last_ms: ended.length > 0 ? expectedDuration(ended, frozen) : null,
      usual_ms,
      expected_ms: open === null ? null : open + expectedDuration(finishedIn(redone), frozen),
    };
  });
  const sum = (field: 'tasks_again' | 'tasks_cached' | 'tasks_maybe') =>
    shown.reduce((total, step) => total + step[field], 0);
  return {
    steps: shown,
    tasks_again: sum('tasks_again'),
    tasks_cached: sum('tasks_cached'),
    tasks_maybe: sum('tasks_maybe'),
    dirs_moved: found.groups.reduce((total, group) => total + (group.is_moved ? group.hashes.length : 0), 0),
    expected_ms: isOtherNextflow || sum('tasks_maybe') > 0 ? null : expected([...unfinished.values()], again, frozen),
  } satisfies Partial<RunPreview>;
}

/** Latest tasks whose dirs are gone, for example after a clean. A resume does not find them. */
function withoutDir(
  { groups, kept }: FoundTasks,
  rows: ReadonlyMap<string, TaskView>,
  latest: ReadonlySet<string>,
): Pick<RedoneGroup, 'process' | 'reason' | 'uses' | 'hashes'>[] {
  if (!kept) return [];
  const there = new Set([...kept, ...groups.flatMap(({ hashes }) => hashes)]);
  return [...rows].flatMap(([hash, row]) => {
    if (!latest.has(hash) || there.has(hash) || isStored(row)) return [];
    const reason = hasSucceeded(row) ? 'work_dir_gone' : 'unfinished';
    return [{ process: row.process, reason, uses: null, hashes: [hash] }];
  });
}

interface Again {
  readonly names: ReadonlySet<string>;
  readonly rows: readonly TaskView[];
  readonly reasons: readonly PreviewReason[];
  readonly uses: string | null;
}

/** Returns the steps of the job in order, without those that it skips, followed by other steps that have task dirs. */
function inOrder(steps: readonly StepView[], { steps: withTasks }: FoundTasks): string[] {
  const own = steps.filter(({ process, state }) => state !== 'skipped' || withTasks.includes(process));
  return [...new Set([...own.map(({ process }) => process), ...withTasks])];
}

/**
 * Returns the sum of the times that finished tasks took earlier and of the expected times of the others; null if one of
 * these is null.
 */
function expected(
  unfinished: readonly (number | null)[],
  again: ReadonlyMap<string, Again>,
  frozen: readonly FrozenSpan[],
): number | null {
  if (unfinished.includes(null)) return null;
  const before = [...again.values()].flatMap(finishedIn);
  return unfinished.reduce<number>((total, ms) => total + (ms ?? 0), expectedDuration(before, frozen));
}

const finishedIn = (redone: Again | undefined): TaskView[] => redone?.rows.filter(hasSucceeded) ?? [];

const hasSucceeded = ({ status }: TaskView): boolean => status === 'completed' || status === 'cached';

const isOf = (row: TaskView | string, names: ReadonlySet<string>): boolean =>
  typeof row !== 'string' && names.has(row.name);

const isSettled = (row: TaskView | string, succeeded: ReadonlySet<string>): boolean =>
  typeof row !== 'string' && !hasSucceeded(row) && succeeded.has(row.name);

/**
 * Whether a task had succeeded, but a runner finds no recorded end in its dir, because files in it have since been
 * deleted.
 */
const hasLostFiles = (row: TaskView | string): boolean => typeof row !== 'string' && hasSucceeded(row);

/** Hashes of the latest attempt of each task. With different parameters, a task had a different hash earlier. */
function latestHashes(tasks: readonly TaskView[], attempts: ReadonlyMap<string, number>): ReadonlySet<string> {
  return new Set(tasks.flatMap(({ name, attempt, hash }) => (attempts.get(name) === attempt ? plainHash(hash) : [])));
}

/**
 * Returns the most informative row for each task dir: an attempt in which the task ran takes precedence over one in
 * which it was cached.
 */
function latestByHash(tasks: readonly TaskView[]): Map<string, TaskView> {
  const rows = new Map<string, TaskView>();
  for (const task of tasks) {
    const hash = plainHash(task.hash);
    if (task.status !== 'cached' || rows.get(hash)?.status !== 'completed') rows.set(hash, task);
  }
  return rows;
}
