import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const recordedPath = (name: string) => fileURLToPath(new URL(`./recorded/${name}`, import.meta.url));

/** A text recorded from Nextflow 24.10.0, unless its name contains a different version. Its folders are renamed. */
export const recorded = (name: string) => readFileSync(recordedPath(name), 'utf8');
