import { mkdirSync, writeFileSync } from 'node:fs';
import { eventSchemas, type EventType } from '../src/events/catalog.ts';
import { dataSchemaOf } from '../src/events/json-schema.ts';
import { currentVersion } from '../src/events/upcasters.ts';
import { DIGESTS, digestLines, publishedLines } from './published.ts';

/**
 * Writes `schemas/<type>/v<version>.json` for the current version of each type where it is missing, and missing digests of
 * schemas and golden examples. Files that exist are published and stay as they are.
 */
for (const type of Object.keys(eventSchemas) as EventType[]) {
  const folder = new URL(`../schemas/${type}/`, import.meta.url);
  const file = `v${String(currentVersion(type))}.json`;
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(new URL(file, folder), `${JSON.stringify(dataSchemaOf(type), null, 2)}\n`, { flag: 'wx' });
    console.log(`published ${type}/${file}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const digests = new Map([...digestLines(), ...publishedLines()]);
writeFileSync(
  DIGESTS,
  `${[...digests]
    .sort()
    .map(([, line]) => line)
    .join('\n')}\n`,
);
