import { createHash } from 'node:crypto';
import { globSync, lstatSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';

/** Result of one run, bare or through Reprise, as sorted lists. */
export interface Outcome {
  /** Exit status of Nextflow in each attempt. */
  readonly exits: readonly (number | null)[];
  /** Tasks of all attempts: `1: PROCESS (tag) status exit`. */
  readonly tasks: readonly string[];
  /** Published files: path and SHA-256. */
  readonly published: readonly string[];
  /** Files in the side folder and the launch folder: path and SHA-256. */
  readonly effects: readonly string[];
  /** Unexpected end or message; empty if everything matches the case. */
  readonly unexpected: readonly string[];
}

/** Describes a task of an attempt for comparison. */
export const taskLine = (attempt: number, process: string, tag: string | null, status: string, exit: number | null) =>
  `${String(attempt)}: ${process} (${tag ?? '-'}) ${status} ${exit === null ? '-' : String(exit)}`;

/** Omits the tasks of some processes. */
export const withoutTasksOf = (outcome: Outcome, processes: readonly string[]): Outcome => ({
  ...outcome,
  tasks: outcome.tasks.filter((line) => !processes.some((name) => line.split(' ')[1] === name)),
});

/**
 * Lists the files in a folder with the SHA-256 of their content or, for links, of the target.
 * @param varying globs of files that are listed by name only
 */
export function filesIn(folder: string, varying: readonly string[], leaveOut: readonly string[] = []): string[] {
  const names = globSync('**/*', { cwd: folder, exclude: [...leaveOut] });
  return names
    .filter((name) => !lstatSync(join(folder, name)).isDirectory())
    .map((name) => {
      const kind = lstatSync(join(folder, name)).isSymbolicLink() ? 'link' : 'file';
      const isVarying = varying.some((glob) => matchesGlob(name, glob));
      return `${name} ${kind} ${isVarying ? 'varies' : digest(join(folder, name))}`;
    })
    .toSorted();
}

function digest(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable';
  }
}

const MOST_NAMED = 3;

/** Names the differences between two runs, or from the case; empty if there are none. */
export function differences(bare: Outcome, reprise: Outcome): string[] {
  const parts = ['exits', 'tasks', 'published', 'effects'] as const;
  return [
    ...bare.unexpected.map((text) => `bare: ${text}`),
    ...reprise.unexpected.map((text) => `Reprise: ${text}`),
    ...parts.flatMap((part) => unequal(part, bare[part].map(String), reprise[part].map(String))),
  ];
}

function unequal(part: string, bare: readonly string[], reprise: readonly string[]): string[] {
  const onlyBare = without(bare, reprise);
  const onlyReprise = without(reprise, bare);
  return [
    ...(onlyBare.length > 0 ? [`${part} only bare: ${named(onlyBare)}`] : []),
    ...(onlyReprise.length > 0 ? [`${part} only through Reprise: ${named(onlyReprise)}`] : []),
  ];
}

/** Returns the items in a list that are missing from a second one, repeated as often as they are missing. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return list.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const named = (items: readonly string[]) =>
  items.slice(0, MOST_NAMED).join('; ') +
  (items.length > MOST_NAMED ? `; and ${String(items.length - MOST_NAMED)} more` : '');
