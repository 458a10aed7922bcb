import { constants } from 'node:fs';
import { access, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { ifAbsent, isAbsent } from '../files/if-absent.ts';
import { moveBelow } from '../files/open-folder.ts';
import { followMoves, type Move } from './follow-moves.ts';

/** Dirs that are moved aside for an attempt, as recorded in its journal. */
interface Moves {
  readonly attempt: number;
  readonly moves: readonly Move[];
  /** Folder with links that are updated for the moved dirs; absent in a journal of an earlier release. */
  readonly links?: string;
}

export interface MoveSpec {
  /** Journal of the moves until they are settled. Only the caller may access it. */
  readonly journal: string;
  readonly attempt: number;
  readonly workDir: string;
  /** Folder with links into the work dir. These links are updated. */
  readonly links: string;
  /** Paths of task dirs below the work dir. */
  readonly paths: readonly string[];
  readonly at: Date;
}

/**
 * Moves task dirs to `<work>/../aside/<at>-<attempt>/`, so that a resume runs their tasks again. The journal is on disk
 * before the first move, so that the next call for the same attempt continues with it after a crash.
 * @returns number of dirs moved aside
 */
export async function moveAside({ journal, attempt, workDir, links, paths, at }: MoveSpec): Promise<number> {
  const begun = await readJournal(journal);
  if (begun && begun.attempt !== attempt) throw new Error(`${journal} is of attempt ${begun.attempt}: settle it first`);
  const aside = join(dirname(workDir), 'aside', `${at.toISOString().replaceAll(':', '-')}-${attempt}`);
  const { moves } = begun ?? { moves: paths.map((path) => ({ from: join(workDir, path), to: join(aside, path) })) };
  const follows = begun?.links ?? links;
  if (begun?.links === undefined)
    await writeDurably(journal, JSON.stringify({ attempt, moves, links: follows } satisfies Moves));
  for (const { from, to } of moves) await move(from, to);
  await followMoves(follows, moves);
  return moves.length;
}

/** Attempt whose moves are not settled; null if there are none. */
export const unsettledAttempt = async (journal: string): Promise<number | null> =>
  (await readJournal(journal))?.attempt ?? null;

/** Leaves the moved dirs aside, because their attempt has started. */
export const keepAside = (journal: string): Promise<void> => rm(journal, { force: true });

/**
 * Restores moved dirs, because their attempt has not started. A dir stays aside if its place is taken. No-op if nothing
 * was moved. Can be repeated.
 */
export async function putBack(journal: string): Promise<void> {
  const begun = await readJournal(journal);
  if (!begun) return;
  const back: Move[] = [];
  for (const { from, to } of begun.moves) {
    await move(to, from);
    if (!(await exists(to))) back.push({ from: to, to: from });
  }
  if (begun.links !== undefined) await followMoves(begun.links, back);
  await rm(journal, { force: true });
}

/** Renames a dir unless it is gone or the place is taken, because rename(2) replaces an empty dir. */
async function move(from: string, to: string): Promise<void> {
  if (await exists(to)) return;
  const root = commonFolder(from, to);
  await moveBelow(root, relative(root, from), relative(root, to)).catch((error: unknown) => {
    if (!isAbsent(error)) throw error;
  });
}

/** The innermost common parent of both paths, which is the root of the work dirs. */
function commonFolder(one: string, other: string): string {
  const [parts, others] = [one.split(sep), other.split(sep)];
  const differs = parts.findIndex((part, i) => part !== others[i]);
  return parts.slice(0, differs).join(sep) || sep;
}

async function readJournal(journal: string): Promise<Moves | null> {
  const text = await readFile(journal, 'utf8').catch(ifAbsent(null));
  return text === null ? null : (JSON.parse(text) as Moves);
}

async function writeDurably(path: string, text: string): Promise<void> {
  const part = join(dirname(path), `.${basename(path)}.part`);
  const file = await open(part, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}

const exists = (path: string): Promise<boolean> =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
