/** `npm version` runs this between the new version in package.json and the commit: it carries the version elsewhere. */
import { readFileSync, writeFileSync } from 'node:fs';
import { releaseChangelog } from './release-changelog.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
writeFileSync('CHANGELOG.md', releaseChangelog(readFileSync('CHANGELOG.md', 'utf8'), version, new Date()));

for (const module of ['libs/contracts/src/version.ts', 'apps/cli/src/client/version.ts'])
  writeFileSync(module, readFileSync(module, 'utf8').replace(/(?<=VERSION = ')[^']*/, version));
