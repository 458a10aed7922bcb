import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { recorded, recordedPath } from './recorded.ts';

/** Failure of a real run, with the message that users see. */
export interface RecordedFailure {
  readonly name: string;
  readonly group: (typeof GROUPS)[number];
  /** Event that made the run fail. */
  readonly happens: string;
  readonly message: string;
  readonly summary: string;
  /** Contents of its files, by name. */
  readonly files: ReadonlyMap<string, string>;
}

export const GROUPS = [
  'Programs',
  'Containers',
  'Clusters',
  'Clusters and clouds, from published messages',
  'Tasks that Nextflow could not start or finish',
  'The pipeline',
] as const;

const HEADING = /^=== (.+) ===\n/m;

/** Returns all recorded failures by name. Each has one file with a heading per part. */
export const recordedFailures = (): RecordedFailure[] =>
  readdirSync(recordedPath('failures'))
    .sort()
    .map((file) => recordedFailure(file.replace(/\.txt$/, '')));

export function recordedFailure(name: string): RecordedFailure {
  const [, ...parts] = recorded(`failures/${name}.txt`).split(HEADING);
  const files = new Map<string, string>();
  for (let at = 0; at < parts.length; at += 2) files.set(parts[at] ?? '', parts[at + 1] ?? '');
  const take = (part: string) => {
    const text = files.get(part)?.replace(/\n$/, '');
    files.delete(part);
    if (text === undefined) throw new Error(`The recorded failure ${name} has no part ${part}.`);
    return text;
  };
  const named = take('group');
  const group = GROUPS.find((each) => each === named);
  if (!group) throw new Error(`The recorded failure ${name} is in none of the groups.`);
  return { name, group, happens: take('happens'), message: take('message'), summary: take('summary'), files };
}

/** Creates the files of a recorded failure below a folder, as its run left them. */
export function layOut({ files }: RecordedFailure, dir: string): { attemptDir: string; workDir: string } {
  const [attemptDir, workDir] = [join(dir, 'attempt'), join(dir, 'work')];
  const { stdout, log, trace } = attemptFiles(attemptDir);
  const paths: Record<string, string> = { 'stdout.txt': stdout, 'nextflow.log': log, 'trace.tsv': trace };
  [attemptDir, workDir].forEach((each) => mkdirSync(each, { recursive: true }));
  for (const [file, text] of files) {
    const path = paths[file] ?? join(dir, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replaceAll(WORK_DIR, workDir));
    const endedAt = file.endsWith('/.exitcode') && files.get(ENDED_AT);
    if (endedAt) utimesSync(path, new Date(endedAt.trim()), new Date(endedAt.trim()));
  }
  return { attemptDir, workDir };
}

/** Part with the modification time of `.exitcode`, if a message depends on it. */
const ENDED_AT = 'ended-at';
/** Part with the events that a container's engine printed for the time of the failure. */
export const CONTAINER_EVENTS = 'container-events.jsonl';

/** Work dir in the recorded files. */
export const WORK_DIR = '/data/job/work';
