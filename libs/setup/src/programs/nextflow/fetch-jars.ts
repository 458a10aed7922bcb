import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../../machine.ts';
import { runStep, type Say } from '../../run-step.ts';
import { pomOf } from './pom.ts';

/**
 * Fetches the jars of a Nextflow version with Maven.
 * @param folder gets `jars`
 * @throws SetupError if Maven lacks them
 */
export async function fetchJars(
  machine: Machine,
  { maven, version, folder }: { readonly maven: string; readonly version: string; readonly folder: string },
  say: Say,
): Promise<void> {
  say(`Nextflow ${version}: fetching its jars with Maven (40 MB)`);
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
}
