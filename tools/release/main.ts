/** `npm version` runs this after changing package.json and before committing. It updates the version in other files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { releaseChangelog } from './release-changelog.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
writeFileSync('CHANGELOG.md', releaseChangelog(readFileSync('CHANGELOG.md', 'utf8'), version, new Date()));

for (const module of ['libs/contracts/src/version.ts', 'apps/cli/src/client/version.ts'])
  writeFileSync(module, readFileSync(module, 'utf8').replace(/(?<=VERSION = ')[^']*/, version));
