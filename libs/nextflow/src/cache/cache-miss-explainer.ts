import { stat } from 'node:fs/promises';
import { findTaskDir, writtenAt } from '../watch/task-dir.ts';
import { areComparable, compareParts, type InputChange } from './compare-parts.ts';
import { earlierTasks, type EarlierAttempt, type EarlierTask } from './earlier-tasks.ts';
import type { HashDump } from './hash-dump.ts';
import { taskHashes } from './task-hashes.ts';

/** Why a task was not taken from the cache although an earlier one like it had ended well. */
export interface CacheMiss {
  /** The earlier task, of the latest attempt that had one. */
  attempt: number;
  hash: string;
  /** Empty where Nextflow tells of nothing that differs. */
  changes: (InputChange & {
    /** Of a file that another task has made: its process. */
    made_by: string | null;
  })[];
}

/** Of untagged tasks: how many earlier ones are looked at for the one that is most alike. */
const MOST_ALIKE = 200;
const MOST_CHANGES = 20;
const WORK_PATH = /\/([0-9a-f]{2}\/[0-9a-f]{6})[0-9a-f]{24}\//;

type Submitted = { hash: string; name: string; process: string; tag: string | null };

/** Compares the tasks of an attempt with those of the attempts before it, as far as Nextflow tells what it hashed. */
export class CacheMissExplainer {
  readonly #workDir: string;
  readonly #attempts: readonly EarlierAttempt[];
  #earlier: Promise<Map<string, EarlierTask[]>> | undefined;
  readonly #dumps = new Map<string, HashDump>();

  constructor(workDir: string, attempts: readonly EarlierAttempt[]) {
    this.#workDir = workDir;
    this.#attempts = attempts;
  }

  /** Takes what a task's hash is made of, which Nextflow tells before it submits the task. */
  saw(dump: HashDump): void {
    if (this.#attempts.length > 0) for (const hash of taskHashes(dump.hash)) this.#dumps.set(hash, dump);
  }

  /** Null where no earlier task like this one had ended well, or nothing is told. `processOf`: who has a task hash. */
  async explain(task: Submitted, processOf: (hash: string) => string | null): Promise<CacheMiss | null> {
    const dump = this.#dumps.get(task.hash);
    if (!dump) return null;
    for (const hash of taskHashes(dump.hash)) this.#dumps.delete(hash);
    this.#earlier ??= earlierTasks(this.#attempts).then(byProcess);
    const before = mostAlike((await this.#earlier).get(task.process) ?? [], task, dump);
    if (!before) return null;
    const changes = await this.#onlyTouched(compareParts(before.parts, dump.parts), before);
    const told = changes.slice(0, MOST_CHANGES).map((change) => ({ ...change, made_by: madeBy(change, processOf) }));
    return { attempt: before.attempt, hash: before.hash, changes: told };
  }

  /** Of files that lie where they lay, those written since; all of them where that tells nothing. */
  async #onlyTouched(changes: InputChange[], before: EarlierTask): Promise<InputChange[]> {
    const inPlace = changes.filter(({ kind, from, to }) => kind === 'file' && from === to);
    if (inPlace.length < 2 || inPlace.length > MOST_ALIKE) return changes;
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

function byProcess(tasks: EarlierTask[]): Map<string, EarlierTask[]> {
  const groups = new Map<string, EarlierTask[]>();
  for (const task of tasks) {
    const group = groups.get(task.process);
    if (group) group.push(task);
    else groups.set(task.process, [task]);
  }
  return groups;
}

/** The earlier task of the same name, of the latest attempt; of an untagged one, the one with the fewest differences. */
function mostAlike(earlier: EarlierTask[], task: Submitted, { parts }: HashDump): EarlierTask | undefined {
  if (task.tag !== null) return earlier.find((each) => each.name === task.name && areComparable(each.parts, parts));
  const candidates = earlier.filter((each) => areComparable(each.parts, parts)).slice(0, MOST_ALIKE);
  const differences = new Map(candidates.map((each) => [each, compareParts(each.parts, parts).length]));
  return candidates.sort((a, b) => differences.get(a)! - differences.get(b)!)[0];
}

function madeBy({ kind, to }: InputChange, processOf: (hash: string) => string | null): string | null {
  const hash = kind === 'file' && to ? WORK_PATH.exec(to)?.[1] : undefined;
  return hash ? processOf(hash) : null;
}
