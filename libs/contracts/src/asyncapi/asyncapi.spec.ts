import { readFileSync } from 'node:fs';
import schema from '@asyncapi/specs/schemas/3.1.0.json' with { type: 'json' };
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { eventsDocuments } from '../../scripts/events-documents.ts';
import { eventSchemas } from '../event-catalog/catalog.ts';
import { dataSchemaOf } from '../event-catalog/json-schema.ts';
import type { EventType } from '../event-catalog/catalog.ts';
import type { AsyncApiDocument } from './document.ts';

const types = Object.keys(eventSchemas) as EventType[];
const document = JSON.parse(readFileSync(new URL('asyncapi.json', import.meta.url), 'utf8')) as AsyncApiDocument;

/** Returns the value at a path of keys. */
const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

describe('the documents of the events', () => {
  it('match the current schemas', () => {
    for (const { file, text } of eventsDocuments())
      if (readFileSync(file, 'utf8') !== text)
        throw new Error(`${file} is old: node libs/contracts/scripts/publish-documents.ts`);
  });
});

describe('the AsyncAPI document', () => {
  // The schema declares its dialect, which Ajv already knows.
  const ajv = ajvFormats.default(new Ajv({ strict: false, meta: false, validateSchema: false }));
  const isAsyncApi = ajv.compile(schema);

  it('matches the schema of AsyncAPI 3.1', () => {
    expect(isAsyncApi(document) || isAsyncApi.errors).toBe(true);
  });

  it.each([
    ['a field that AsyncAPI does not have', '/contact', 'Reprise'],
    ['an operation that neither sends nor receives', '/operations/send_life/action', 'ask'],
    ['a channel in place of a reference to one', '/operations/send_life/channel', { address: 'reprise' }],
    ['an address that is not text', '/channels/life/address', 5],
    ['a payload that is not a JSON Schema', '/components/messages/submitted/payload/type', 'text'],
  ])('is rejected with %s', (_, pointer, value) => {
    const planted = structuredClone(document);
    const [name, ...above] = pointer.slice(1).split('/').reverse();
    (at(planted, above.reverse()) as Record<string, unknown>)[name!] = value;
    expect(isAsyncApi(planted)).toBe(false);
  });

  it('contains everything that it refers to', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(references.filter((path) => at(document, path.split('/')) === undefined)).toEqual([]);
    expect(references).toContain('components/messages/submitted');
  });

  it.each(Object.entries(document.channels))('describes exactly the parameters of the address of %s', (_, channel) => {
    const named = [...channel.address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(channel.parameters).sort()).toEqual(named.sort());
  });

  it('has every type in one channel, under its subject', () => {
    const pairs = Object.values(document.channels).flatMap(({ address, messages }) =>
      Object.keys(messages).map((type) => [type, address.replace('{type}', type).replace(/\{\w+\}/, '*')]),
    );
    expect(pairs).toEqual(types.map((type) => [type, document.components.messages[type]?.['x-subject']]));
  });

  it.each(types)('shows a valid example of %s', (type) => {
    const ajv = new Ajv({ strict: false });
    ajvFormats.default(ajv);
    const { headers, payload, examples } = document.components.messages[type]!;
    expect(Object.keys(payload)).toEqual(Object.keys(dataSchemaOf(type)).filter((key) => key !== '$schema'));
    for (const example of examples) {
      expect(ajv.validate(headers, example.headers) || ajv.errors).toBe(true);
      expect(ajv.validate(payload, example.payload) || ajv.errors).toBe(true);
    }
  });
});
