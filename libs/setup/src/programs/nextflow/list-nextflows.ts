import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isExecutable, type Machine } from '../../machine.ts';
import { isUnchanged, keptDigest } from './digests.ts';
import type { InstalledNextflow } from './install-nextflow.ts';
import { isVersion, nextflowsFolder, versionFolder } from './version-folder.ts';

export interface ListedNextflow extends InstalledNextflow {
  /** Whether its files are unchanged since the installation. */
  readonly isUnchanged: boolean;
}

/** Lists the versions of Nextflow that are installed in addition to setup's own, the oldest first. */
export async function listNextflows(machine: Machine): Promise<ListedNextflow[]> {
  const listed: ListedNextflow[] = [];
  for (const version of versionsIn(nextflowsFolder(machine))) {
    const folder = versionFolder(machine, version);
    const [launcher, sha256] = [join(folder, 'nextflow'), keptDigest(folder)];
    if (sha256 === undefined || !isExecutable(launcher)) continue;
    listed.push({ version, launcher, sha256, isUnchanged: await isUnchanged(folder) });
  }
  return listed;
}

function versionsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(isVersion)
      .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  } catch {
    return []; // nothing installed yet
  }
}
