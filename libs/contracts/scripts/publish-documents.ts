import { writeFileSync } from 'node:fs';
import { eventsDocuments } from './events-documents.ts';

/** Regenerates docs/events.md and the AsyncAPI document. */
for (const { file, text } of eventsDocuments()) writeFileSync(file, text);
