import { mkdirSync, writeFileSync } from 'node:fs';
import { eventSchemas, type EventType } from '../src/events/catalog.ts';
import { dataSchemaOf } from '../src/events/json-schema.ts';
import { DIGESTS, digestLines, publishedLines } from './published.ts';

/**
 * Writes `schemas/<type>/v1.json` for each type without one, and the missing digests of schemas and golden examples.
 * Existing files are published and stay unchanged.
 */
for (const type of Object.keys(eventSchemas) as EventType[]) {
  const folder = new URL(`../schemas/${type}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(new URL('v1.json', folder), `${JSON.stringify(dataSchemaOf(type), null, 2)}\n`, { flag: 'wx' });
    console.log(`published ${type}/v1.json`);
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
