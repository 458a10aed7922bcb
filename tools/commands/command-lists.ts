import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commands, type CommandDescriptor } from '@reprise/contracts';
import { commandFacts } from './command-facts.ts';

const root = join(import.meta.dirname, '../..');

type Names = readonly string[];
const byName = (names: Names) => names.map((name) => `export { ${name} } from './${name}.ts';`);
const asModules = (names: Names) => names.map((name) => `export * as ${name} from './${name}.ts';`);

/** Folders with a file for each job command, and the form of their exported lists. */
const FOLDERS = {
  'libs/job/src/commands': byName,
  'apps/gateway/src/jobs/commands': asModules,
  'apps/web/src/app/commands': byName,
};

/** Returns the generated lists in their expected state: the facts, and the commands of each folder. */
export const commandLists = () => [...commandFacts(), ...Object.entries(FOLDERS).map(listOf)];

function listOf([folder, exportsOf]: [string, (names: Names) => string[]]): { file: string; text: string } {
  const names = namesOfJobs().filter((name) => existsSync(join(root, folder, `${name}.ts`)));
  const head = '// Written by tools/commands/write-command-lists.ts: do not edit.';
  return { file: join(root, folder, 'all.ts'), text: [head, ...exportsOf(names), ''].join('\n') };
}

const namesOfJobs = (): string[] =>
  Object.entries<CommandDescriptor>(commands).flatMap(([name, { target }]) => (target === undefined ? [name] : []));
