import { readFileSync } from 'node:fs';

/** A text recorded from Nextflow 24.10.0, with its folders renamed. */
export const recorded = (name: string) => readFileSync(new URL(`./recorded/${name}`, import.meta.url), 'utf8');
