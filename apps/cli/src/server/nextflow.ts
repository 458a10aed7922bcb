import { ensureJava, installNextflow, listNextflows, thisMachine } from '@reprise/setup';

export interface InstallFlags {
  /** Folder that contains the jars. */
  readonly from?: string;
  /** Expected digest. */
  readonly sha256?: string;
}

/**
 * Installs a version of Nextflow for jobs of this machine's runner, and prints how to use it.
 * @returns the exit code
 */
export async function installVersion(version: string, { from, sha256 }: InstallFlags): Promise<number> {
  const say = (line: string) => console.error(line);
  const machine = thisMachine();
  await ensureJava(machine, say);
  const installed = await installNextflow(machine, { version, from, sha256 }, say);
  console.log(`Nextflow ${version}: ${installed.launcher}`);
  console.log(`SHA-256 ${installed.sha256}`);
  console.log('For jobs that choose it, add it to the setting of the runner, then restart the runner:');
  console.log(
    `  REPRISE_NEXTFLOWS=${(await listed()).map(({ version, launcher }) => `${version}=${launcher}`).join(',')}`,
  );
  return 0;
}

/** Prints the versions installed on this machine. @returns the exit code: 1 if files of a version have changed */
export async function listVersions(): Promise<number> {
  const all = await listed();
  if (all.length === 0) console.error('None is installed. To install one: npx reprise server nextflow install 25.10.4');
  for (const { version, launcher, sha256, isUnchanged } of all)
    console.log(`${version}\t${sha256}\t${launcher}${isUnchanged ? '' : '\tchanged since it was installed'}`);
  return all.every(({ isUnchanged }) => isUnchanged) ? 0 : 1;
}

const listed = () => listNextflows(thisMachine());
