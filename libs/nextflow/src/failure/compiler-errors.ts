/** Error at a place in a script or config, as printed by Nextflow since 26.04. */
export interface CompilerError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Sentences after `ERROR ~` whose reasons are printed before them. */
const WITHOUT_REASON = /^ERROR ~ (Script compilation failed|Config parsing failed)$/m;
const PLACED = /^Error (.+?):(\d+):(\d+): (.+)$/;

/** Returns the sentence followed by the errors printed before it, each with the source line and its marker. */
export function compilerReport(output: string): string[] | null {
  const sentence = WITHOUT_REASON.exec(output);
  if (!sentence) return null;
  const lines = output.slice(0, sentence.index).split('\n');
  const first = lines.findIndex((line) => PLACED.test(line));
  return first < 0 ? null : [sentence[1]!, ...lines.slice(first)];
}

export function compilerErrors(lines: readonly string[]): CompilerError[] {
  return lines.flatMap((text) => {
    const [, file, line, column, message] = PLACED.exec(text) ?? [];
    return file && message ? [{ file, line: Number(line), column: Number(column), message }] : [];
  });
}
