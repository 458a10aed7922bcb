import { existsSync } from 'node:fs';
import { mkdir, readdir, realpath, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clearPaths, type Isolation } from '@reprise/nextflow';
import type { JobPaths } from './job-paths.ts';

/** Folders of a home that programs write to. Each attempt has its own, with links to the content of the shared ones. */
const OWN = ['.apptainer', '.conda', '.config', '.local', '.singularity'];
/** Folders that each attempt has and that are initially empty: caches and image stores. */
const EMPTY = ['.cache', '.local/share', '.local/state'];
const NEXTFLOW = '.nextflow';

export interface HomeSettings {
  readonly nextflow: string;
  /** Environment of tasks. An attempt's home has links to its `HOME` and `NXF_HOME`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly isolation: Isolation;
}

/** Paths and number that name a home. */
interface Attempt {
  readonly paths: Pick<JobPaths, 'homes' | 'root'>;
  readonly attempt: number;
}

const homeOf = ({ paths, attempt }: Attempt): string => join(paths.homes, String(attempt));

/** Homes that remain in use after their attempt has ended. Their user removes them. */
const held = new Set<string>();

/** Keeps the home of an ended attempt until the returned function is called. */
export function holdHome(attempt: Attempt): () => void {
  const home = homeOf(attempt);
  held.add(home);
  return () => void held.delete(home);
}

/** Whether the home of an attempt is in use after the attempt's end. */
export const isHomeHeld = (attempt: Attempt): boolean => held.has(homeOf(attempt));

/** Variables that make Nextflow and its tasks use the attempt's home. */
export const homeVariables = (attempt: Attempt): Record<string, string> => ({
  HOME: homeOf(attempt),
  NXF_HOME: join(homeOf(attempt), NEXTFLOW),
});

/** Isolation in which an attempt's home is writable. */
export const withHome = (isolation: Isolation, attempt: Attempt): Isolation => ({
  ...isolation,
  prefix: (needs) => isolation.prefix({ ...needs, writable: [...(needs.writable ?? []), homeOf(attempt)] }),
});

/**
 * Creates an attempt's home, so that tasks leave nothing behind for the next job. It links to the files of the shared
 * home, which tasks cannot change, and to the plugins and programs of the shared Nextflow.
 */
export async function makeHome(attempt: Attempt, settings: HomeSettings): Promise<void> {
  await removeHomes(attempt, true);
  await removeOtherHomes(attempt);
  const home = homeOf(attempt);
  const shared = settings.environment['HOME'];
  const own = [...OWN, ...EMPTY, NEXTFLOW];
  await mkdir(home, { recursive: true });
  for (const folder of ['', ...OWN]) if (shared) await linkAll(join(shared, folder), join(home, folder), own, folder);
  for (const folder of [...EMPTY, `${NEXTFLOW}/plugins`]) await mkdir(join(home, folder), { recursive: true });
  for (const nextflow of await nextflowHomes(settings)) {
    await linkAll(nextflow, join(home, NEXTFLOW), ['plugins']);
    await linkAll(join(nextflow, 'plugins'), join(home, NEXTFLOW, 'plugins'));
  }
  await settings.isolation.handOver([home]);
}

/** Removes the homes of all attempts of a job, or of one attempt. @throws Error if a part cannot be removed */
export async function removeHomes({ paths, attempt }: Attempt, isOne = false): Promise<void> {
  const home = isOne ? homeOf({ paths, attempt }) : paths.homes;
  const cleared = await clearPaths([home], paths.root);
  if (cleared.status === 'failed') throw new Error(`${cleared.path} could not be removed: ${cleared.reason}`);
}

/** Removes homes of earlier attempts that are no longer in use. Best effort: the next start tries again. */
async function removeOtherHomes({ paths, attempt }: Attempt): Promise<void> {
  const homes = (await readdir(paths.homes).catch(() => []))
    .filter((name) => name !== String(attempt))
    .map((name) => join(paths.homes, name));
  await clearPaths(
    homes.filter((home) => !held.has(home)),
    paths.root,
  );
}

/**
 * Links the contents of a folder, except for existing and excluded entries. Best effort: unreadable folders are
 * skipped.
 */
async function linkAll(from: string, to: string, leftOut: readonly string[] = [], below = ''): Promise<void> {
  const names = await readdir(from).catch(() => []);
  if (names.length > 0) await mkdir(to, { recursive: true });
  for (const name of names)
    if (!leftOut.includes(below === '' ? name : `${below}/${name}`))
      await symlink(join(from, name), join(to, name)).catch(() => undefined);
}

/** Nextflow homes with plugins and programs: the given home, or otherwise those of our installation and of the user. */
async function nextflowHomes({ nextflow, environment }: HomeSettings): Promise<string[]> {
  const { NXF_HOME, HOME } = environment;
  if (NXF_HOME) return [NXF_HOME];
  const installed = join(dirname(await realpath(nextflow).catch(() => nextflow)), 'home');
  return [...(existsSync(installed) ? [installed] : []), ...(HOME ? [join(HOME, NEXTFLOW)] : [])];
}
