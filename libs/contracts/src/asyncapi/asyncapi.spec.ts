import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { eventsDocuments } from '../../scripts/events-documents.ts';
import { eventSchemas } from '../events/catalog.ts';
import { dataSchemaOf } from '../events/json-schema.ts';
import type { EventType } from '../events/catalog.ts';
import type { AsyncApiDocument } from './document.ts';

const types = Object.keys(eventSchemas) as EventType[];
const document = JSON.parse(readFileSync(new URL('asyncapi.json', import.meta.url), 'utf8')) as AsyncApiDocument;

describe('the documents of the events', () => {
  it('are what the schemas say now', () => {
    for (const { file, text } of eventsDocuments())
      if (readFileSync(file, 'utf8') !== text)
        throw new Error(`${file} is old: node libs/contracts/scripts/publish-documents.ts`);
  });
});

describe('the AsyncAPI document', () => {
  it('is valid, without a warning', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics).toEqual([]);
    expect(parsed?.allMessages().all().length).toBe(types.length);
  });

  it('has every type in one channel, under its subject', () => {
    const pairs = Object.values(document.channels).flatMap(({ address, messages }) =>
      Object.keys(messages).map((type) => [type, address.replace('{type}', type).replace(/\{\w+\}/, '*')]),
    );
    expect(pairs).toEqual(types.map((type) => [type, document.components.messages[type]?.['x-subject']]));
  });

  it.each(types)('shows an example of %s that is as it says', (type) => {
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
