export interface PreviewSpec {
  nextflow: string;
  script: string;
  paramsFile: string;
  /** A folder of its own (a preview opens a session): made if missing. */
  folder: string;
  env: Readonly<Record<string, string>>;
  timeoutMs: number;
}

/** The steps in the pipeline's order, by full process name, and which feeds which. */
export interface Plan {
  steps: string[];
  edges: [string, string][];
}

/** Asks Nextflow for the steps without running any. Never throws: a plan is a comfort. Steps without channels are not in it. */
export async function preview(
  _spec: PreviewSpec,
): Promise<{ status: 'planned'; plan: Plan } | { status: 'failed'; reason: string }> {
  throw new Error('not built yet');
}
