import type { AsyncApiDocument, EventMessage } from './document.ts';
import { fieldsOf, type PayloadField } from './fields.ts';

export interface DescribedEvent {
  readonly type: string;
  /** CloudEvents type. */
  readonly name: string;
  readonly subject: string;
  /** Services that append it, and whether they do so in this release. */
  readonly appendedBy: string;
  readonly description: string;
  readonly fields: readonly PayloadField[];
  readonly example: unknown;
}

export interface DescribedFamily {
  readonly title: string;
  readonly description: string;
  readonly address: string;
  readonly events: readonly DescribedEvent[];
}

const appendedByText = (message: EventMessage): string =>
  `${message['x-appended-by'].join(', ')}${message['x-reserved'] ? ', not in this release' : ''}`;

/** Returns the document in the structure of the docs pages, by family. */
export function describedFamilies({ channels, components }: AsyncApiDocument): DescribedFamily[] {
  return Object.values(channels).map(({ title, description, address, messages }) => ({
    title,
    description,
    address,
    events: Object.keys(messages).map((type) => {
      const message = components.messages[type]!;
      return {
        type,
        name: message.name,
        subject: message['x-subject'],
        appendedBy: appendedByText(message),
        description: message.summary,
        fields: fieldsOf(message.payload),
        example: message.examples[0]?.payload,
      };
    }),
  }));
}
