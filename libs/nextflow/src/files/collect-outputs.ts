export interface OutputFile {
  kind: string;
  path: string;
  bytes: number;
  sha256: string;
}

/** Files under `outputDir` by kind (kind -> glob). A symlink is read only where its target lies inside one of `roots`; else it is `skipped`. */
export async function collectOutputs(_of: {
  outputDir: string;
  globs: Readonly<Record<string, string>>;
  roots: readonly string[];
}): Promise<{ outputs: OutputFile[]; skipped: { path: string; reason: string }[] }> {
  throw new Error('not built yet');
}
