import { writeFileSync } from 'node:fs';
import { eventsDocuments } from './events-documents.ts';

/** Writes docs/events.md and the AsyncAPI document anew. */
for (const { file, text } of eventsDocuments()) writeFileSync(file, text);
