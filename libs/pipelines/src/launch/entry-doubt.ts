import { parserOf, type LaunchOptions } from '@reprise/contracts';

/**
 * Returns why an entry workflow may be rejected, as a sentence without a capital letter. The strict parser accepts no
 * entry workflow. Based on the parser that the job requests; a runner's own default is unknown.
 * @param versions versions of Nextflow with which runners would run the job
 */
export function entryDoubt({ entry, syntax_parser }: LaunchOptions, versions: readonly string[]): string | null {
  if (entry === undefined) return null;
  const strict = [...new Set(versions)].filter((version) => parserOf(version, syntax_parser) === 'v2');
  if (strict.length === 0) return null;
  const instead = 'Have the script choose by a parameter';
  if (syntax_parser === 'v2') return `is refused by the strict parser, which this job chooses. ${instead}`;
  return `is refused by the strict parser of Nextflow ${strict.join(' and ')}. ${instead}, or choose the syntax parser v1`;
}
