import { compareVersions } from './version-condition.ts';

/** Parsers of scripts and configs: v1 accepts any Groovy, v2 is strict. */
export const SYNTAX_PARSERS = ['v1', 'v2'] as const;
export type SyntaxParser = (typeof SYNTAX_PARSERS)[number];

/** First version with both parsers. Source: `NXF_SYNTAX_PARSER` in Nextflow's sources. */
export const BOTH_PARSERS_SINCE = '25.02';
/** First version that defaults to v2, an edge release before 26.04. */
const V2_SINCE = '26.01';

/** Whether a version has a parser. */
export const hasParser = (version: string, parser: SyntaxParser): boolean =>
  parser === 'v1' || compareVersions(version, BOTH_PARSERS_SINCE) >= 0;

/**
 * Returns the parser that a version uses; null if it has only one.
 * @param wanted `NXF_SYNTAX_PARSER`; other values select the default of the version
 */
export function parserOf(version: string, wanted?: string): SyntaxParser | null {
  if (!hasParser(version, 'v2')) return null;
  const found = SYNTAX_PARSERS.find((parser) => parser === wanted);
  return found ?? (compareVersions(version, V2_SINCE) >= 0 ? 'v2' : 'v1');
}
