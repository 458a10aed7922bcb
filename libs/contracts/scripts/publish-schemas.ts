import { mkdirSync, writeFileSync } from 'node:fs';
import { eventSchemas, type EventType } from '../src/event-catalog/catalog.ts';
import { dataSchemaOf } from '../src/event-catalog/json-schema.ts';
import { currentVersion } from '../src/event-catalog/upcasters.ts';
import { goldenExample } from './golden-example.ts';
import { DIGESTS, digestLines, publishedLines } from './published.ts';

/**
 * Writes the missing files for the current version of each type: `schemas/<type>/v<version>.json`, the golden example
 * of a command's event, and the digests of both. Published files stay unchanged.
 */
for (const type of Object.keys(eventSchemas) as EventType[]) {
  const file = `${type}/v${String(currentVersion(type))}.json`;
  publish(`schemas/${file}`, dataSchemaOf(type));
  publish(`golden/${file}`, goldenExample(type));
}

const digests = new Map([...digestLines(), ...publishedLines()]);
writeFileSync(
  DIGESTS,
  `${[...digests]
    .sort()
    .map(([, line]) => line)
    .join('\n')}\n`,
);

function publish(file: string, content: object | null): void {
  if (!content) return;
  const path = new URL(`../${file}`, import.meta.url);
  mkdirSync(new URL('.', path), { recursive: true });
  try {
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx' });
    console.log(`published ${file}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
