import { mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { findOnPath, isExecutable, type Machine } from '../../machine.ts';
import { isStamped, onlyOnce } from '../../only-once.ts';
import { SetupError, type Say } from '../../run-step.ts';
import { fetchJars } from './fetch-jars.ts';
import { fetchOfficial } from './fetch-official.ts';
import { bringNextflow } from './install-nextflow.ts';
import { writeLauncher } from './launcher-script.ts';
import { version as pinned } from './pom.ts';
import { nextflowsFolder } from './version-folder.ts';

/** Newest tested version. It is installed on machines that have access to its releases. */
export const newest = '26.04.6';

export type NextflowChoice =
  | { readonly from: 'setting'; readonly file: string }
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'installed-before'; readonly file: string }
  | { readonly from: 'download'; readonly maven: string | undefined }
  | { readonly from: 'nowhere'; readonly advice: string };

/** REPRISE_NEXTFLOW, else `nextflow` on PATH, else a version installed here earlier, else a download. */
export function chooseNextflow(machine: Machine): NextflowChoice {
  const set = machine.env['REPRISE_NEXTFLOW'];
  if (set !== undefined && set !== '') {
    const file = set.includes('/') ? set : findOnPath(machine, set);
    if (file !== undefined && isExecutable(file)) return { from: 'setting', file };
    return {
      from: 'nowhere',
      advice: `REPRISE_NEXTFLOW is ${set}, which is not an executable file: correct it, or unset it.`,
    };
  }
  const onPath = findOnPath(machine, 'nextflow');
  if (onPath !== undefined) return { from: 'path', file: onPath };
  const own = ownFile(machine);
  const isDone = [newest, pinned].some((made) => isStamped(machine, 'nextflow', made));
  if (isExecutable(own) && isDone) return { from: 'installed-before', file: own };
  return { from: 'download', maven: findOnPath(machine, 'mvn') };
}

/**
 * Ensures that there is a Nextflow, which requires Java. Returns its path.
 * @param first what is tried first: the newest version with its official launcher, or the pinned jars from Maven, which
 * tests use
 * @throws SetupError
 */
export async function ensureNextflow(
  machine: Machine,
  say: Say,
  first: 'official' | 'maven' = 'official',
): Promise<string> {
  const choice = chooseNextflow(machine);
  switch (choice.from) {
    case 'setting':
    case 'path':
      return choice.file;
    case 'installed-before':
      writeLauncher(dirname(realpathSync(choice.file)));
      break;
    case 'download':
      await download(machine, choice.maven, say, first);
      break;
    case 'nowhere':
      throw new SetupError(choice.advice);
  }
  return realpathSync(ownFile(machine));
}

function ownFile(machine: Machine): string {
  return join(nextflowsFolder(machine), 'nextflow');
}

async function download(machine: Machine, maven: string | undefined, say: Say, first: string): Promise<void> {
  const official = () =>
    makeOwn(machine, newest, (folder) => fetchOfficial(machine, newest, folder, say)).catch((error: unknown) => {
      if (maven === undefined)
        throw new SetupError(`${(error as Error).message} Put nextflow on PATH, or set REPRISE_NEXTFLOW to it.`);
      say(`Nextflow ${newest}: ${(error as Error).message}`);
    });
  if (first === 'official' || maven === undefined) await official();
  if (maven !== undefined && !isExecutable(ownFile(machine)))
    await makeOwn(machine, pinned, (folder) => fetchJars(machine, { maven, version: pinned, folder }, say));
}

/** Installs a version in its folder, and links setup's launcher to it. */
async function makeOwn(machine: Machine, version: string, bring: (folder: string) => Promise<void>): Promise<void> {
  const own = ownFile(machine);
  await onlyOnce(
    machine,
    'nextflow',
    version,
    () => isExecutable(own),
    async () => {
      const { launcher } = await bringNextflow(machine, { version }, bring);
      rmSync(own, { force: true });
      mkdirSync(dirname(own), { recursive: true });
      symlinkSync(relative(dirname(own), launcher), own);
    },
  );
}
