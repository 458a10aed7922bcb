/** `npm version` runs this between the new version in package.json and the commit: it carries the version elsewhere. */
import { readFileSync, writeFileSync } from 'node:fs';
import { releaseChangelog } from './release-changelog.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
writeFileSync('CHANGELOG.md', releaseChangelog(readFileSync('CHANGELOG.md', 'utf8'), version, new Date()));

const VERSION_MODULE = 'apps/gateway/src/shared/version.ts';
writeFileSync(VERSION_MODULE, readFileSync(VERSION_MODULE, 'utf8').replace(/(?<=VERSION = ')[^']*/, version));
