import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';

const packages = globSync('{apps,libs}/*/package.json', { cwd: checkout }).map(dirname);
/** Projects without a package, such as examples and benchmarks. */
const others = globSync('{examples,tools,tools/*}/project.json', { cwd: checkout }).map(dirname);
const projects = [...packages, ...others];

it('finds projects of each kind', () => {
  expect(projects).toEqual(expect.arrayContaining(['apps/gateway', 'libs/job', 'tools/wes', 'examples', 'tools']));
});

it.each(projects)('%s has the targets of npm run check', (folder) => {
  const project = JSON.parse(readFileSync(join(checkout, folder, 'project.json'), 'utf8')) as { targets: object };
  expect(Object.keys(project.targets)).toEqual(expect.arrayContaining(['format', 'lint', 'typecheck', 'test']));
});
