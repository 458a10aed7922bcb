import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandNamesFor } from '@reprise/contracts';

const root = join(import.meta.dirname, '../..');

type Names = readonly string[];
const byName = (names: Names) => names.map((name) => `export { ${name} } from './${name}.ts';`);
const asModules = (names: Names) => names.map((name) => `export * as ${name} from './${name}.ts';`);

/** Folders with a file for each command to a job, and how their lists export it. That of the page has an order of its own. */
const FOLDERS = {
  'libs/job/src/commands': byName,
  'apps/gateway/src/jobs/commands': asModules,
};

/** Returns the list of each folder as it should be: the commands of the catalogue that have a file there. */
export const commandLists = () =>
  Object.entries(FOLDERS).map(([folder, exportsOf]) => {
    const names = commandNamesFor('job').filter((name) => existsSync(join(root, folder, `${name}.ts`)));
    const head = '// Written by tools/commands/write-command-lists.ts: do not edit.';
    return { file: join(root, folder, 'all.ts'), text: [head, ...exportsOf(names), ''].join('\n') };
  });
