import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { digestLines, publishedLines } from '../scripts/published.ts';
import { Envelope, eventSchemas, type EventType } from './index.ts';
import { dataSchemaOf } from './events/json-schema.ts';

const folder = (name: string): URL => new URL(`../${name}/`, import.meta.url);
const json = (at: URL): Record<string, unknown> => JSON.parse(readFileSync(at, 'utf8')) as Record<string, unknown>;
const types = Object.keys(eventSchemas) as EventType[];

/**
 * Published schemas and examples stay readable and unchanged. A breaking change is a new version beside the old one.
 */
describe('Published events', () => {
  it('are in the catalog, each with a golden example and a schema, and no other', () => {
    expect(readdirSync(folder('golden')).sort()).toEqual([...types].sort());
    expect(readdirSync(folder('schemas')).sort()).toEqual([...types].sort());
  });

  it.each(types)('%s still reads its golden example, and understands every field of it', (type) => {
    const { data, ...envelope } = json(new URL(`${type}/v1.json`, folder('golden')));
    expect(Envelope.parse(envelope)).toEqual({ ...envelope, type, version: 1 });
    expect(eventSchemas[type].strict().parse(data)).toEqual(data);
  });

  it.each(types)('%s has the schema it was published with', (type) => {
    const published = new URL(`${type}/v1.json`, folder('schemas'));
    if (!existsSync(published)) throw new Error(`${type} is new: node libs/contracts/scripts/publish-schemas.ts`);
    expect(dataSchemaOf(type)).toEqual(json(published));
  });

  /** Otherwise a joint change of code, schema and example would pass. */
  it('lie in schemas and examples that nobody changed since', () => {
    const [now, then] = [digestLines(), publishedLines()];
    const missing = [...now.keys()].filter((file) => !then.has(file));
    if (missing.length > 0) throw new Error(`${missing.join(', ')}: node libs/contracts/scripts/publish-schemas.ts`);
    expect(now).toEqual(then);
  });
});
