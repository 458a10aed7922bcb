import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptId, TaskNote } from '../record/facts.ts';

/** Files in which runs and tasks record themselves, outside of Reprise, and files that fix planned failures. */
export class Notes {
  /** Readable and writable for tasks, which run as another user. */
  readonly folder: string;
  readonly tasksFile: string;
  readonly #launchesFile: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    this.#launchesFile = join(folder, 'launches');
    this.tasksFile = join(folder, 'tasks');
    for (const file of [this.#launchesFile, this.tasksFile]) {
      writeFileSync(file, '');
      chmodSync(file, 0o666);
    }
  }

  /** Writes a program that notes each run of a job, and becomes Nextflow. */
  wrap(nextflow: string, wrapper: string): void {
    writeFileSync(
      wrapper,
      `#!/bin/sh
for word; do
  if [ "$word" = run ] && [ -n "\${REPRISE_JOB_ID-}" ]; then
    echo "$REPRISE_JOB_ID $REPRISE_ATTEMPT" >>'${this.#launchesFile}'
    break
  fi
done
exec '${nextflow}' "$@"
`,
    );
    chmodSync(wrapper, 0o755);
  }

  launches(): AttemptId[] {
    return linesOf(this.#launchesFile).map(([job = '', attempt]) => ({ job, attempt: Number(attempt) }));
  }

  tasks(): TaskNote[] {
    return linesOf(this.tasksFile).map(([job = '', attempt, task = '']) => ({ job, attempt: Number(attempt), task }));
  }

  /** Lets the jobs that wait for this file succeed. */
  mend(file: string): void {
    writeFileSync(file, '');
  }

  /** Notes a launch that did not happen. */
  forgeLaunch({ job, attempt }: AttemptId): void {
    writeFileSync(this.#launchesFile, `${job} ${String(attempt)}\n`, { flag: 'a' });
  }
}

const linesOf = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));
