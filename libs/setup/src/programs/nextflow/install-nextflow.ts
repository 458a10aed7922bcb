import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath, type Machine } from '../../machine.ts';
import { oneAtATime } from '../../only-once.ts';
import { SetupError, type Say } from '../../run-step.ts';
import { copyJars, findJars } from './copy-jars.ts';
import { isUnchanged, keptDigest, writeDigests } from './digests.ts';
import { fetchJars } from './fetch-jars.ts';
import { fetchOfficial } from './fetch-official.ts';
import { writeLauncher } from './launcher-script.ts';
import { tryOut } from './try-out.ts';
import { versionFolder } from './version-folder.ts';

export interface WantedNextflow {
  /** Version such as 25.10.4. */
  readonly version: string;
  /** Folder with its jars. Without one, it is downloaded. */
  readonly from?: string | undefined;
  /** Required digest. */
  readonly sha256?: string | undefined;
}

/** A Nextflow installed in addition to setup's own. */
export interface InstalledNextflow {
  readonly version: string;
  /** Path of the command. */
  readonly launcher: string;
  /** SHA-256 of the list with the SHA-256 of its files (`SHA256SUMS` next to the launcher). */
  readonly sha256: string;
}

/**
 * Installs a version of Nextflow in addition to setup's own, unless it is already installed: with its official
 * launcher, else with Maven's jars, or from a folder of jars.
 * @throws SetupError if it is unavailable, does not run, or has a different digest, in which case nothing is installed
 */
export async function installNextflow(machine: Machine, wanted: WantedNextflow, say: Say): Promise<InstalledNextflow> {
  const { version, from } = wanted;
  if (from !== undefined) findJars(version, from);
  const sayKept = () => {
    const instead = `: ${String(from)} was not used. To install it from there, delete ${versionFolder(machine, version)} first`;
    say(`Nextflow ${version} was installed before${from === undefined ? '' : instead}.`);
  };
  const bring = async (folder: string) => {
    if (from === undefined) await download(machine, version, folder, say);
    else copyJars(version, from, folder);
  };
  return bringNextflow(machine, wanted, bring, sayKept);
}

/**
 * Ensures that there is a version of Nextflow for tests. Returns its path. Uses Maven, whose jars are the same on every
 * machine, else the official launcher.
 * @throws SetupError if it is unavailable
 */
export async function ensureNextflowVersion(machine: Machine, version: string, say: Say): Promise<string> {
  const maven = findOnPath(machine, 'mvn');
  const { launcher } = await bringNextflow(machine, { version }, (folder) =>
    maven === undefined
      ? fetchOfficial(machine, version, folder, say)
      : fetchJars(machine, { maven, version, folder }, say),
  );
  return launcher;
}

/**
 * Installs a version of Nextflow unless it is already installed.
 * @param bring puts its program into a folder
 * @param onKept called if it is already installed
 * @throws SetupError
 */
export async function bringNextflow(
  machine: Machine,
  wanted: Pick<WantedNextflow, 'version' | 'sha256'>,
  bring: (folder: string) => Promise<void>,
  onKept: () => void = () => undefined,
): Promise<InstalledNextflow> {
  const { version } = wanted;
  const folder = versionFolder(machine, version);
  await oneAtATime(machine, `nextflow-${version}`, async () => {
    const kept = keptDigest(folder);
    if (kept !== undefined && (await isUnchanged(folder))) {
      checkDigest(wanted, kept);
      writeLauncher(folder);
      onKept();
      return;
    }
    const unfinished = `${folder}.unfinished`;
    try {
      emptyFolder(unfinished);
      await bring(unfinished);
      writeLauncher(unfinished);
      checkDigest(wanted, await writeDigests(unfinished));
      rmSync(folder, { recursive: true, force: true });
      renameSync(unfinished, folder);
      // In its final place, because class archives are bound to paths.
      await tryOut(machine, folder);
    } catch (error) {
      for (const path of [unfinished, folder]) rmSync(path, { recursive: true, force: true });
      throw error;
    }
  });
  return { version, launcher: join(folder, 'nextflow'), sha256: keptDigest(folder) ?? '' };
}

async function download(machine: Machine, version: string, folder: string, say: Say): Promise<void> {
  const maven = findOnPath(machine, 'mvn');
  try {
    await fetchOfficial(machine, version, folder, say);
  } catch (error) {
    if (maven === undefined) throw error;
    emptyFolder(folder);
    say(`Nextflow ${version}: ${(error as Error).message} Trying Maven`);
    await fetchJars(machine, { maven, version, folder }, say);
  }
}

function checkDigest({ version, sha256 }: Pick<WantedNextflow, 'version' | 'sha256'>, found: string): void {
  if (sha256 === undefined || sha256.toLowerCase() === found) return;
  throw new SetupError(`Nextflow ${version} has the SHA-256 ${found}, not ${sha256}: nothing was installed.`);
}

function emptyFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
