import { join } from 'node:path';
import { findOnPath, isExecutable, type Machine } from '../machine.ts';
import { onlyOnce } from '../only-once.ts';
import { SetupError, type Say } from '../run-step.ts';
import { installNextflowJars } from './install-nextflow-jars.ts';

const VERSION = /^\d+\.\d+\.\d+(-edge)?$/;

/**
 * Makes sure that there is a Nextflow of a version beside the one that set-up installs, and returns its path.
 * @throws SetupError it is no version, there is no Maven, or Maven does not have it
 */
export async function ensureNextflowVersion(machine: Machine, version: string, say: Say): Promise<string> {
  if (!VERSION.test(version)) throw new SetupError(`${version} is not a version of Nextflow, such as 23.10.1.`);
  const maven = findOnPath(machine, 'mvn');
  if (maven === undefined) throw new SetupError('A Nextflow of another version comes from Maven: put mvn on PATH.');
  const name = `nextflow-${version}`;
  const folder = join(machine.root, '.tools', name);
  const file = join(folder, 'nextflow');
  const install = () => installNextflowJars(machine, { maven, version, folder }, say);
  await onlyOnce(machine, name, version, () => isExecutable(file), install);
  return file;
}
