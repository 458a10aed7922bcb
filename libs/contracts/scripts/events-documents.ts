import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asyncApiDocument } from '../src/asyncapi/document.ts';
import { eventsAsMarkdown } from '../src/asyncapi/markdown.ts';
import type { AnyEvent, EventType } from '../src/event-catalog/catalog.ts';
import { currentVersion } from '../src/event-catalog/upcasters.ts';

const root = new URL('../', import.meta.url);
const textOf = (file: URL): string => readFileSync(file, 'utf8');
const events = new URL('../../docs/events.md', root);
const MARK = '<!-- From here on made by libs/contracts/scripts/publish-documents.ts: do not edit. -->\n';

/** Returns the path and the text of each committed document that is generated from the event schemas. */
export function eventsDocuments(): { readonly file: string; readonly text: string }[] {
  const golden = (type: EventType) => new URL(`golden/${type}/v${String(currentVersion(type))}.json`, root);
  const document = asyncApiDocument((type) => JSON.parse(textOf(golden(type))) as AnyEvent);
  const [byHand] = textOf(events).split(MARK);
  return [
    {
      file: fileURLToPath(new URL('src/asyncapi/asyncapi.json', root)),
      text: `${JSON.stringify(document, null, 2)}\n`,
    },
    { file: fileURLToPath(events), text: `${byHand ?? ''}${MARK}${eventsAsMarkdown(document)}` },
  ];
}
