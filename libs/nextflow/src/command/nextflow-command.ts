/** One `nextflow run`. Paths are absolute. */
export interface RunSpec {
  /** The Nextflow executable. */
  nextflow: string;
  script: string;
  /** See `runName`. */
  runName: string;
  paramsFile: string;
  workDir: string;
  /** Where trace, log and config of this attempt lie (`attemptFiles`). */
  attemptDir: string;
  /** The session to resume; null starts a new one. Never "the last one": a preview would be it. */
  resumeSession: string | null;
}

/** The argv of a run, and the text of the config file that it names (`attemptFiles(attemptDir).config`; the caller writes it). */
export function nextflowCommand(_spec: RunSpec): { argv: [string, ...string[]]; config: string } {
  throw new Error('not built yet');
}

/** A run name that Nextflow takes: begins with a letter, `[a-z0-9-]`, at most 80; `unique` (an id) makes it so. */
export function runName(_label: string, _unique: string): string {
  throw new Error('not built yet');
}
