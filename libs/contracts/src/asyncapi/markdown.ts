import { describedFamilies, type DescribedEvent, type DescribedFamily } from './described.ts';
import type { AsyncApiDocument } from './document.ts';

/** Returns the event reference of docs/events.md. */
export const eventsAsMarkdown = (document: AsyncApiDocument): string =>
  describedFamilies(document).map(familySection).join('\n');

const familySection = ({ title, description, address, events }: DescribedFamily): string => `### ${title}
${description} Subject: \`${address}\`

| type | appended by | description |
|---|---|---|
${events.map(({ type, appendedBy, description }) => `| [\`${type}\`](#${type}) | ${appendedBy} | ${description} |`).join('\n')}

${events.map(eventSection).join('\n')}`;

const eventSection = ({ type, name, fields, example }: DescribedEvent): string => `#### ${type}
\`${name}\`

| field | type | |
|---|---|---|
${fields.map((field) => `| \`${field.name}\` | ${field.type} | ${field.optional ? 'optional' : ''} |`).join('\n')}

\`\`\`json
${JSON.stringify(example, null, 2)}
\`\`\`
`;
