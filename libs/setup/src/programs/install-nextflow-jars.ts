import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../machine.ts';
import { runStep, type Say } from '../run-step.ts';
import { launcherScript, warmUp, warmUpOptions } from './nextflow-jars.ts';
import { pomOf } from './nextflow-pom.ts';

export interface NextflowJars {
  /** The `mvn` command. */
  readonly maven: string;
  readonly version: string;
  /** Folder that gets the jars and the launcher, `nextflow`. */
  readonly folder: string;
}

/** Installs a Nextflow from its jars. @throws SetupError Maven does not have them */
export async function installNextflowJars(machine: Machine, jars: NextflowJars, say: Say): Promise<void> {
  const { maven, version, folder } = jars;
  say(`Nextflow ${version}: fetching its jars with Maven (40 MB)`);
  rmSync(join(folder, 'jars'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pom.xml'), pomOf(version));
  await runStep(machine, {
    name: 'nextflow',
    command: maven,
    args: [
      '--batch-mode',
      '--file',
      join(folder, 'pom.xml'),
      'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
      `-DoutputDirectory=${join(folder, 'jars')}`,
      '-DincludeScope=runtime',
    ],
  });
  const launcher = join(folder, 'nextflow');
  writeFileSync(`${launcher}.unfinished`, launcherScript, { mode: 0o755 });
  await archiveClasses(machine, `${launcher}.unfinished`, folder);
  renameSync(`${launcher}.unfinished`, launcher);
}

/** Writes the class archive that the launcher starts with, by one run of a small pipeline. */
async function archiveClasses(machine: Machine, launcher: string, folder: string): Promise<void> {
  const place = join(folder, 'warm-up');
  rmSync(join(folder, 'nextflow.jsa'), { force: true });
  mkdirSync(place, { recursive: true });
  for (const [name, text] of Object.entries(warmUp)) writeFileSync(join(place, name), text);
  const step = {
    name: 'nextflow-archive',
    command: launcher,
    args: ['run', 'main.nf', ...warmUpOptions],
    cwd: place,
    env: { NXF_OPTS: `-XX:ArchiveClassesAtExit=${join(folder, 'nextflow.jsa')}` },
  };
  // Nextflow starts without it, only slower.
  await runStep(machine, step).catch(() => undefined);
  rmSync(place, { recursive: true, force: true });
}
