import type { EndReport, EndSpec } from './report.ts';

/** Ends an attempt: TERM to Nextflow, so that its own cleanup runs; TERM to what is left; KILL; until two scans find nothing. */
export async function endTree(_spec: EndSpec): Promise<EndReport> {
  throw new Error('not built yet');
}

/** The same without Nextflow: ends what a Nextflow that is gone left behind. */
export async function sweepOrphans(_spec: EndSpec): Promise<EndReport> {
  throw new Error('not built yet');
}
