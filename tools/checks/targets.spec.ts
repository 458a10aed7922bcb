import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';

const projects = globSync('{apps,libs,pipelines}/*/package.json', { cwd: checkout }).map(dirname);

it.each(projects)('%s has the targets of npm run check', (folder) => {
  const project = JSON.parse(readFileSync(join(checkout, folder, 'project.json'), 'utf8')) as { targets: object };
  expect(Object.keys(project.targets)).toEqual(expect.arrayContaining(['format', 'lint', 'typecheck', 'test']));
});
