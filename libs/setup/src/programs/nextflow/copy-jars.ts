import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../../run-step.ts';

/**
 * Copies the jars of a version from a folder.
 * @param folder gets `jars`
 * @throws SetupError if the folder lacks them, or has several versions
 */
export function copyJars(version: string, from: string, folder: string): void {
  const jars = findJars(version, from);
  mkdirSync(join(folder, 'jars'));
  for (const name of jars) copyFileSync(join(from, name), join(folder, 'jars', name));
}

/**
 * Returns the jar names of a version in a folder: `nextflow-<version>.jar` and its dependencies, or
 * `nextflow-<version>-one.jar`.
 * @throws SetupError if the folder lacks them, or has several versions
 */
export function findJars(version: string, from: string): string[] {
  const jars = jarsIn(from);
  const programs = jars.filter((name) => /^nextflow-\d.*\.jar$/.test(name));
  const [program] = programs;
  if (program !== `nextflow-${version}.jar` && program !== `nextflow-${version}-one.jar`)
    throw new SetupError(
      `${from} has no nextflow-${version}.jar or nextflow-${version}-one.jar${program === undefined ? '' : `, but ${program}`}.`,
    );
  if (programs.length > 1) throw new SetupError(`${from} has several versions: ${programs.join(', ')}.`);
  return jars;
}

function jarsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jar'))
      .toSorted();
  } catch (error) {
    throw new SetupError(`${folder} is not a folder that can be read: ${(error as Error).message}`);
  }
}
