/** Parsers of Nextflow's language: the strict one is v2. */
export type SyntaxParser = 'v1' | 'v2';

/**
 * Returns the parser that a Nextflow reads scripts and configs with. Source: NXF_SYNTAX_PARSER in the sources of Nextflow,
 * of which 25.02 is the first to have v2, and 26.01 to take it unless told otherwise.
 */
export function syntaxParser(version: string, env: Readonly<Record<string, string | undefined>>): SyntaxParser {
  const [year = 0, month = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const months = year * 12 + month;
  if (months < 25 * 12 + 2) return 'v1';
  const chosen = env['NXF_SYNTAX_PARSER'];
  if (chosen === 'v1' || chosen === 'v2') return chosen;
  return months >= 26 * 12 + 1 ? 'v2' : 'v1';
}
