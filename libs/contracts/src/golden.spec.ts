import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { digestLines, publishedLines } from '../scripts/published.ts';
import { commandNames, commands, currentVersion, Envelope, eventSchemas, upcast, type EventType } from './index.ts';
import { dataSchemaOf } from './event-catalog/json-schema.ts';

const folder = (name: string): URL => new URL(`../${name}/`, import.meta.url);
const json = (at: URL): Record<string, unknown> => JSON.parse(readFileSync(at, 'utf8')) as Record<string, unknown>;
const types = Object.keys(eventSchemas) as EventType[];

/**
 * Published schemas and examples stay readable and unchanged. A breaking change needs a new version in addition to the
 * old one.
 */
describe('Published events', () => {
  it('are exactly those in the catalog, each with a golden example and a schema', () => {
    expect(readdirSync(folder('golden')).sort()).toEqual([...types].sort());
    expect(readdirSync(folder('schemas')).sort()).toEqual([...types].sort());
  });

  const versionsOf = (type: EventType) => Array.from({ length: currentVersion(type) }, (_, i) => i + 1);
  const published = types.flatMap((type) => versionsOf(type).map((version) => [type, version] as const));

  it.each(published)('%s still reads its golden example of version %i', (type, version) => {
    const { data, ...envelope } = json(new URL(`${type}/v${String(version)}.json`, folder('golden')));
    expect(Envelope.parse(envelope)).toEqual({ ...envelope, type, version });
    expect(eventSchemas[type].strict().safeParse(upcast(type, version, data))).toMatchObject({ success: true });
  });

  it.each(types)('%s understands every field of its golden example', (type) => {
    const { data } = json(new URL(`${type}/v${String(currentVersion(type))}.json`, folder('golden')));
    expect(eventSchemas[type].strict().parse(data)).toEqual(data);
  });

  it.each(commandNames)('%s has the golden example of its descriptor', (name) => {
    const { accepted, event } = commands[name];
    const { data } = json(new URL(`${accepted}/v${String(currentVersion(accepted))}.json`, folder('golden')));
    expect(data).toEqual(event.example);
  });

  it.each(types)('%s has its published schema', (type) => {
    const file = new URL(`${type}/v${String(currentVersion(type))}.json`, folder('schemas'));
    if (!existsSync(file)) throw new Error(`${type} is new: node libs/contracts/scripts/publish-schemas.ts`);
    expect(dataSchemaOf(type)).toEqual(json(file));
  });

  /** Without this test, changing the code, the schema and the example together would pass. */
  it('have unmodified schemas and examples', () => {
    const [now, then] = [digestLines(), publishedLines()];
    const missing = [...now.keys()].filter((file) => !then.has(file));
    if (missing.length > 0) throw new Error(`${missing.join(', ')}: node libs/contracts/scripts/publish-schemas.ts`);
    expect(now).toEqual(then);
  });
});
