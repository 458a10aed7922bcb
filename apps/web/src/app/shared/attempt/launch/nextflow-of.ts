import { nextflowText, type AttemptView } from '@reprise/contracts';

/** Returns the Nextflow that ran an attempt: "25.10.4, parser v1"; null before its start. */
export const nextflowOf = ({
  nextflow_version: version,
  syntax_parser: parser,
}: Pick<AttemptView, 'nextflow_version' | 'syntax_parser'>): string | null =>
  version === null ? null : nextflowText({ version, parser });
