import type { AsyncApiDocument } from './document.ts';
import { fieldsOf, type Field } from './fields.ts';

export interface DescribedEvent {
  readonly type: string;
  /** The CloudEvents type. */
  readonly name: string;
  readonly subject: string;
  readonly appendedBy: readonly string[];
  readonly says: string;
  readonly fields: readonly Field[];
  readonly example: unknown;
}

export interface DescribedFamily {
  readonly title: string;
  readonly description: string;
  readonly address: string;
  readonly events: readonly DescribedEvent[];
}

/** The document as the pages show it, family by family. */
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
        appendedBy: message['x-appended-by'],
        says: message.summary,
        fields: fieldsOf(message.payload),
        example: message.examples[0]?.payload,
      };
    }),
  }));
}
