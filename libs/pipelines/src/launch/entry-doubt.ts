import type { LaunchOptions } from '@reprise/contracts';
import { syntaxParser } from './syntax-parser.ts';

/**
 * Returns why an entry workflow may be refused, as a sentence without a capital letter: the strict parser takes none. The
 * variable of a job counts; one that a runner has of its own is not known.
 * @param versions of Nextflow that the runners have
 */
export function entryDoubt({ entry, env = {} }: LaunchOptions, versions: readonly string[]): string | null {
  if (entry === undefined) return null;
  const strict = [...new Set(versions)].filter((version) => syntaxParser(version, env) === 'v2');
  if (strict.length === 0) return null;
  const instead = 'Have the script choose by a parameter';
  if (env['NXF_SYNTAX_PARSER'] === 'v2')
    return `is refused by the strict parser, which NXF_SYNTAX_PARSER chooses. ${instead}`;
  return `is refused by the strict parser of Nextflow ${strict.join(' and ')}. ${instead}, or set NXF_SYNTAX_PARSER to v1`;
}
