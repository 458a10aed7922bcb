import { join } from 'node:path';
import type { Machine } from '../../machine.ts';
import { SetupError } from '../../run-step.ts';

/** A version such as 25.10.4 or 25.05.0-edge. */
const VERSION = /^\d+\.\d+\.\d+(-edge)?$/;

/** Folder of setup's Nextflow. Further versions are in subfolders. */
export const nextflowsFolder = (machine: Machine): string => join(machine.root, '.tools', 'nextflow');

/**
 * Returns the folder of a version, which contains its launcher `nextflow`.
 * @throws SetupError if it is not a version
 */
export function versionFolder(machine: Machine, version: string): string {
  if (!isVersion(version)) throw new SetupError(`${version} is not a version of Nextflow, such as 25.10.4.`);
  return join(nextflowsFolder(machine), version);
}

export const isVersion = (text: string): boolean => VERSION.test(text);
