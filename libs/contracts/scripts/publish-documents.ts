import { writeFileSync } from 'node:fs';
import { accessDocument } from './access-document.ts';
import { eventsDocuments } from './events-documents.ts';

/** Regenerates docs/events.md, the AsyncAPI document and docs/access-roles.md. */
for (const { file, text } of [...eventsDocuments(), accessDocument()]) writeFileSync(file, text);
