import { constants } from 'node:fs';
import { access, open, stat, type FileHandle } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { isInside } from '../files/is-inside.ts';
import type { Isolation } from '../isolate/isolation.ts';
import { asUser } from '../isolate/task-user.ts';
import type { AccessProblem, ClosedPlace } from './access-problem.ts';
import { describePlace } from './describe-place.ts';
import { placesOnTheWay } from './places-on-the-way.ts';
import { tryAccess, tryOpenPlaces, type RequestedPath, type Refused } from './try-access.ts';

/** Opens a file without reading it, because reading would block on a FIFO. */
const O_PATH = 0o10000000;

type Place = Pick<ClosedPlace, 'path' | 'use'>;

/**
 * Finds the paths that tasks cannot use as requested by trying them as the tasks' user. Missing paths are not reported.
 * Best effort: reports nothing if the paths cannot be tried.
 * @param asked absolute
 * @param shown paths that stay visible despite isolation
 */
export async function findAccessProblems(
  isolation: Isolation,
  asked: readonly RequestedPath[],
  shown: readonly string[] = [],
): Promise<AccessProblem[]> {
  if (asked.length === 0) return [];
  // The namespace hides Reprise's files, and its user is the user of this process.
  const prefix = isolation.user ? isolation.prefix({ cwd: '/', paths: shown }) : [];
  const problems: AccessProblem[] = [];
  for (const refused of await tryAccess(prefix, asked)) {
    const problem = await explain(isolation, refused, shown);
    if (problem) problems.push(problem);
  }
  return problems;
}

async function explain(
  { user }: Isolation,
  { asked, at }: Refused,
  shown: readonly string[],
): Promise<AccessProblem | null> {
  if (!(await isThere(at))) return null;
  const behind = (user?.closed ?? []).filter((folder) => isInside(at, folder));
  const seen = [...shown, ...(user?.shown ?? [])].filter(
    (path) => isInside(at, path) && behind.some((folder) => isBelow(path, folder)),
  );
  const way = (await placesOnTheWay(at)).filter((place) => !seen.some((path) => isBelow(path, place)));
  const places = await Promise.all(
    way.map((path, index) => placeAt(path, index === way.length - 1 && asked.use !== 'enter', at)),
  );
  const closed = user ? await closedTo(asUser(user), places) : await firstClosed(places);
  const [first, ...others] = await Promise.all(closed.map(describePlace));
  if (!first) return null;
  return {
    path: asked.path,
    user: user?.name ?? ownName(),
    closed: [first, ...others],
    isBelow: at !== asked.path,
    isHidden: behind.length > 0 && seen.length === 0,
    hasSetfacl: await hasProgram('setfacl'),
  };
}

const isBelow = (path: string, folder: string) => path !== folder && isInside(path, folder);

/** Whether the path exists, as far as this process can see. It may exist in an unreadable place. */
const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => (error as NodeJS.ErrnoException).code === 'EACCES',
  );

/** @param mayBeListed whether the path can be the requested folder */
async function placeAt(path: string, mayBeListed: boolean, asked: string): Promise<Place> {
  const found = await stat(path).catch(() => null);
  if (found && !found.isDirectory()) return { path, use: 'read' };
  const isListed = mayBeListed && (await stat(asked).catch(() => null))?.isDirectory();
  return { path, use: isListed ? 'list' : 'enter' };
}

/** Returns all places that are closed to another user, as seen by root. */
async function closedTo(prefix: readonly string[], places: readonly Place[]): Promise<Place[]> {
  const files: FileHandle[] = [];
  try {
    for (const { path } of places) files.push(await open(path, O_PATH));
    const tried = places.map(({ use }, index) => ({ fd: files[index]?.fd ?? -1, use }));
    const can = await tryOpenPlaces(prefix, tried);
    return places.filter((_, index) => !can[index]);
  } catch {
    return []; // removed in the meantime
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

const MODES = { enter: constants.X_OK, list: constants.X_OK | constants.R_OK, read: constants.R_OK };

/** Returns the first place that is closed to this process. */
async function firstClosed(places: readonly Place[]): Promise<Place[]> {
  for (const place of places) {
    const isOpen = await access(place.path, MODES[place.use]).then(
      () => true,
      () => false,
    );
    if (!isOpen) return [place];
  }
  return [];
}

function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.());
  }
}

async function hasProgram(name: string): Promise<boolean> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/bin'];
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
