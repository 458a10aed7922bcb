import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptId, InputNote, TaskNote } from '../record/facts.ts';

/** Noted in place of a digest. */
const UNREAD = 'unread';

/** Files in which runs and tasks record themselves, independently of Reprise, and files that fix planned failures. */
export class Notes {
  /** Readable and writable for tasks, which run as a different user. */
  readonly folder: string;
  readonly tasksFile: string;
  readonly #launchesFile: string;
  readonly #inputsFile: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    this.#launchesFile = join(folder, 'launches');
    this.#inputsFile = join(folder, 'inputs');
    this.tasksFile = join(folder, 'tasks');
    for (const file of [this.#launchesFile, this.#inputsFile, this.tasksFile]) {
      writeFileSync(file, '');
      chmodSync(file, 0o666);
    }
  }

  /** Writes a program that notes each run of a job with the digest of its parameter `reads`, and becomes Nextflow. */
  wrap(nextflow: string, wrapper: string): void {
    writeFileSync(
      wrapper,
      `#!/bin/sh
run= params= before=
for word; do
  [ "$word" = run ] && run=1
  [ "$before" = -params-file ] && params=$word
  before=$word
done
if [ -n "$run" ] && [ -n "\${REPRISE_JOB_ID-}" ]; then
  echo "$REPRISE_JOB_ID $REPRISE_ATTEMPT" >>'${this.#launchesFile}'
  reads=$(sed -n 's/.*"reads": *"\\([^"]*\\)".*/\\1/p' "$params")
  if [ -n "$reads" ]; then
    # Not into a pipe: sha256sum would return a digest of what a failing drive returned before its error.
    copy=$(mktemp -p '${this.folder}')
    if cat "$reads"/* >"$copy"; then digest=$(sha256sum <"$copy"); else digest=${UNREAD}; fi
    rm "$copy"
    echo "$REPRISE_JOB_ID $REPRISE_ATTEMPT \${digest%% *}" >>'${this.#inputsFile}'
  fi
fi
exec '${nextflow}' "$@"
`,
    );
    chmodSync(wrapper, 0o755);
  }

  launches(): AttemptId[] {
    return linesOf(this.#launchesFile).map(([job = '', attempt]) => ({ job, attempt: Number(attempt) }));
  }

  inputs(): InputNote[] {
    return linesOf(this.#inputsFile).map(([job = '', attempt, digest = '']) => ({
      job,
      attempt: Number(attempt),
      sha256: digest === UNREAD ? null : digest,
    }));
  }

  tasks(): TaskNote[] {
    return linesOf(this.tasksFile).map(([job = '', attempt, task = '']) => ({ job, attempt: Number(attempt), task }));
  }

  /** Makes the jobs that wait for this file succeed. */
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
