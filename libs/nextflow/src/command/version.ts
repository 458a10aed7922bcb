export interface NextflowVersion {
  version: string;
  /** Null where this version was tried; else a sentence for people. */
  warning: string | null;
}

/** Asks the executable; throws with a readable reason where it does not answer as Nextflow does. */
export async function readVersion(_nextflow: string, _env: Readonly<Record<string, string>>): Promise<NextflowVersion> {
  throw new Error('not built yet');
}
