import { appendedBy, reservedTypes } from '../event-catalog/appended-by.ts';
import {
  eventDefinitions,
  eventSchemas,
  kindOf,
  type AnyEvent,
  type EventKind,
  type EventType,
} from '../event-catalog/catalog.ts';
import { dataSchemaOf } from '../event-catalog/json-schema.ts';
import { currentVersion } from '../event-catalog/upcasters.ts';
import { STREAM, ceTypeOf, subjectPattern } from '../event-catalog/subjects.ts';
import { families } from './families.ts';
import { headersSchemaOf, headersShown } from './headers.ts';

const types = Object.keys(eventSchemas) as EventType[];
const withoutDialect = ({ $schema: _, ...schema }: Record<string, unknown>) => schema;
const reference = (path: string) => ({ $ref: `#/${path}` });

/**
 * Returns the AsyncAPI 3 document of all events, from the schemas that validate them.
 * @param golden returns an example of a type
 */
export function asyncApiDocument(golden: (type: EventType) => AnyEvent) {
  const ofKind = (kind: EventKind) => types.filter((type) => kindOf(type) === kind);
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Reprise events',
      version: '1.0.0',
      description:
        'What happened to Nextflow jobs, as CloudEvents 1.0 in binary mode on NATS JetStream. A type that is published ' +
        'never changes but for new optional fields; a breaking change is a new version of the type.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      embedded: {
        host: '127.0.0.1:{port}',
        protocol: 'nats',
        description: 'The address, the login and the stream for reading programs are in nats/consumer.json.',
        variables: { port: { description: 'REPRISE_NATS_PORT, or a free one' } },
        security: [reference('components/securitySchemes/consumer')],
      },
    },
    channels: Object.fromEntries(
      families.map(({ kind, address, title, description, parameter }) => [
        kind,
        {
          address,
          title,
          description,
          parameters: {
            ...(parameter && { [parameter.name]: { description: parameter.description } }),
            type: { description: 'The type of the event', enum: ofKind(kind) },
          },
          messages: Object.fromEntries(ofKind(kind).map((type) => [type, reference(`components/messages/${type}`)])),
          'x-jetstream': { stream: STREAM, 'filter-subject': address.replace(/\{\w+\}/g, '*') },
        },
      ]),
    ),
    operations: Object.fromEntries(
      families.map(({ kind, title }) => [
        `send_${kind}`,
        { action: 'send', title, channel: reference(`channels/${kind}`) },
      ]),
    ),
    components: {
      securitySchemes: { consumer: { type: 'userPassword' } },
      messages: Object.fromEntries(types.map((type) => [type, messageOf(type, golden(type))])),
    },
  };
}

export type AsyncApiDocument = ReturnType<typeof asyncApiDocument>;
export type EventMessage = ReturnType<typeof messageOf>;

function messageOf(type: EventType, example: AnyEvent) {
  return {
    name: ceTypeOf({ type, version: currentVersion(type) }),
    title: type,
    summary: eventDefinitions[type].description,
    contentType: 'application/json',
    headers: headersSchemaOf(type),
    payload: withoutDialect({ ...dataSchemaOf(type, 'draft-07') }),
    examples: [{ name: type, headers: headersShown(example), payload: example.data as Record<string, unknown> }],
    'x-subject': subjectPattern(type),
    'x-appended-by': [...appendedBy(type)] as string[],
    'x-reserved': reservedTypes.has(type),
  };
}
