import { stat } from 'node:fs/promises';
import { findTaskDir, writtenAt } from '../records/task-dir.ts';
import { areComparable, compareParts, type InputChange } from './compare-parts.ts';
import { earlierTasks, type EarlierAttempt, type EarlierTask, type EarlierTasks } from './earlier-tasks.ts';
import type { HashDump } from './hash-dump.ts';
import { taskHashes } from './task-hashes.ts';

/** Why a task was not cached although a similar earlier one succeeded. */
export interface CacheMiss {
  /** The earlier task, from the latest attempt that has one. */
  attempt: number;
  hash: string;
  /** Empty if Nextflow reports no difference. */
  changes: (InputChange & {
    /** Process of the task that created the file; null for other changes. */
    made_by: string | null;
  })[];
}

/** Maximum number of earlier untagged tasks that are compared to find the most similar one. */
const MAX_COMPARED = 200;
const MAX_CHANGES = 20;
const WORK_PATH = /\/([0-9a-f]{2}\/[0-9a-f]{6})[0-9a-f]{24}\//;

type Submitted = { hash: string; name: string; process: string; tag: string | null };

/** Compares an attempt's tasks with those of earlier attempts, based on Nextflow's hash dumps. */
export class CacheMissExplainer {
  readonly #workDir: string;
  readonly #attempts: readonly EarlierAttempt[];
  #earlier: Promise<EarlierTasks> | undefined;
  readonly #dumps = new Map<string, HashDump>();

  constructor(workDir: string, attempts: readonly EarlierAttempt[]) {
    this.#workDir = workDir;
    this.#attempts = attempts;
  }

  /** Adds the dump of a task's hash. Nextflow prints it before it submits the task. */
  add(dump: HashDump): void {
    if (this.#attempts.length > 0) for (const hash of taskHashes(dump.hash)) this.#dumps.set(hash, dump);
  }

  /** Returns null if no similar earlier task succeeded, or if there is no dump. `processOf` maps task hashes. */
  async explain(task: Submitted, processOf: (hash: string) => string | null): Promise<CacheMiss | null> {
    const dump = this.#dumps.get(task.hash);
    if (!dump) return null;
    for (const hash of taskHashes(dump.hash)) this.#dumps.delete(hash);
    this.#earlier ??= earlierTasks(this.#attempts);
    const { finished, unfinished } = await this.#earlier;
    const before = mostSimilar(finished.get(task.process) ?? [], task, dump);
    if (!before) return null;
    // The task runs again because it was interrupted; differences from other tasks are not the reason.
    if (before.dump.hash !== dump.hash && unfinished.has(dump.hash)) return null;
    const changes = await this.#onlyTouched(compareParts(before.dump.parts, dump.parts), before);
    const listed = changes.slice(0, MAX_CHANGES).map((change) => ({ ...change, made_by: madeBy(change, processOf) }));
    return { attempt: before.attempt, hash: before.hash, changes: listed };
  }

  /** Drops files in the same place that have not been written since. Returns an empty list if none are left. */
  async #onlyTouched(changes: InputChange[], before: EarlierTask): Promise<InputChange[]> {
    const inPlace = changes.filter(({ kind, from, to }) => kind === 'file' && from === to);
    if (inPlace.length < 2 || inPlace.length > MAX_COMPARED) return changes;
    const dir = await findTaskDir(this.#workDir, before.hash);
    const at = dir && (await writtenAt(dir, '.command.run'));
    if (!at) return changes;
    const touched = new Set<InputChange>();
    for (const change of inPlace) {
      const found = change.to === null ? null : await stat(change.to).catch(() => null);
      if (!found || found.mtimeMs > Date.parse(at)) touched.add(change);
    }
    return touched.size === 0 ? changes : changes.filter((change) => !inPlace.includes(change) || touched.has(change));
  }
}

/**
 * Finds the earlier task of the same name in the latest attempt. For an untagged task, finds the one with the fewest
 * differences.
 */
function mostSimilar(earlier: EarlierTask[], task: Submitted, { parts }: HashDump): EarlierTask | undefined {
  if (task.tag !== null)
    return earlier.find((each) => each.name === task.name && areComparable(each.dump.parts, parts));
  const candidates = earlier.filter((each) => areComparable(each.dump.parts, parts)).slice(0, MAX_COMPARED);
  const differences = new Map(candidates.map((each) => [each, compareParts(each.dump.parts, parts).length]));
  return candidates.sort((a, b) => differences.get(a)! - differences.get(b)!)[0];
}

function madeBy({ kind, to }: InputChange, processOf: (hash: string) => string | null): string | null {
  const hash = kind === 'file' && to ? WORK_PATH.exec(to)?.[1] : undefined;
  return hash ? processOf(hash) : null;
}
