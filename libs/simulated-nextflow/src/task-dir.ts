import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PlannedFailure } from './simulation-plan.ts';
import type { SimulatedTask } from './tasks.ts';

/** The files that a task creates in its work dir. */
export const outputsOf = (task: SimulatedTask): string[] =>
  task.step.publish.length > 0
    ? published(task).map((path) => basename(path))
    : [`${task.label}.${task.step.name.replaceAll(':', '_')}.txt`];

const published = (task: SimulatedTask) => task.step.publish.map((path) => path.replaceAll('{tag}', task.label));

/**
 * The hash of a task's try. Like the real one, it depends on the session, the task, and its inputs' path, size and
 * time, but not on whether it will fail.
 */
export function taskHash(session: string, task: SimulatedTask, inputs: readonly string[], tries: number): string {
  const files = inputs.map((path) => [path, statSync(path).size, statSync(path).mtimeMs]);
  const { name, seconds } = task;
  return createHash('md5')
    .update(JSON.stringify([session, name, seconds, outputsOf(task), files, tries]))
    .digest('hex');
}

export const shortHash = (hash: string) => `${hash.slice(0, 2)}/${hash.slice(2, 8)}`;

/**
 * Creates the work dir with inputs, script and wrapper. Leftovers of an interrupted run remain in it, as with the real
 * Nextflow.
 */
export function fillTaskDir(
  dir: string,
  task: SimulatedTask,
  inputs: readonly string[],
  failure: PlannedFailure | null,
  note: string | null,
): void {
  mkdirSync(dir, { recursive: true });
  for (const path of inputs) {
    const link = join(dir, basename(path));
    if (!existsSync(link)) symlinkSync(path, link);
  }
  writeFileSync(join(dir, '.command.sh'), scriptOf(task, failure));
  writeFileSync(join(dir, '.command.run'), note === null ? wrapper : notingWrapper(task, note));
}

/** The script of a task, without the line that names its shell. */
export const scriptCommand = (task: SimulatedTask, failure: PlannedFailure | null): string =>
  scriptOf(task, failure).split('\n').slice(1).join('\n').trimEnd();

function scriptOf(task: SimulatedTask, failure: PlannedFailure | null): string {
  const end = failure
    ? [...(failure.stderr === '' ? [] : [`echo ${quoted(failure.stderr)} >&2`]), `exit ${failure.exit}`]
    : outputsOf(task).map((file) => `echo ${quoted(contentOf(task))} >${quoted(file)}`);
  return [
    '#!/bin/sh -ue',
    ...(task.step.stubborn ? [`trap '' TERM`] : []),
    `sleep ${task.seconds.toFixed(3)}`,
    ...end,
    '',
  ].join('\n');
}

export const contentOf = (task: SimulatedTask) => `${task.name}, simulated`;

/** Ends like the real wrapper: forwards TERM to the script and its descendants, and writes 143 as exit code. */
const wrapper = `#!/bin/sh
end() { for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do end "$child"; done; kill "$1" 2>/dev/null; }
trap 'code=$?; printf %s "$code" >.exitcode; exit "$code"' EXIT
trap '' USR1
trap 'for child in $(cat "/proc/$$/task/$$/children" 2>/dev/null); do end "$child"; done; exit 143' TERM INT USR2
: >.command.begin
sh -ue .command.sh >.command.out 2>.command.err &
task=$!
wait "$task"
`;

const notingWrapper = ({ step, label }: SimulatedTask, file: string): string =>
  wrapper.replace(
    '\n',
    () => `\necho "$REPRISE_JOB_ID $REPRISE_ATTEMPT" ${quoted(`${step.name}_${label}`)} >>${quoted(file)}\n`,
  );

const quoted = (text: string) => `'${text.replaceAll(`'`, `'\\''`)}'`;

/** Copies the outputs of a finished task to the output folder. */
export function publishOutputs(dir: string, task: SimulatedTask, outputDir: string | null): void {
  if (outputDir === null) return;
  for (const path of published(task)) {
    mkdirSync(join(outputDir, dirname(path)), { recursive: true });
    copyFileSync(join(dir, basename(path)), join(outputDir, path));
  }
}
