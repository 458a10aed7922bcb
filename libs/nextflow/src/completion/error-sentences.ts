import { NOT_PUBLISHED, type LoggedError } from './logged-errors.ts';

const HANDLER = 'Failed to invoke `workflow.onComplete` event handler';
/**
 * Nextflow 26 publishes the outputs of an output block when the workflow ends. It reports errors in doing so like those
 * of a script handler, and the exit code stays 0.
 */
const isPublishing = ({ thrown, frames }: LoggedError): boolean =>
  frames.length > 0
    ? frames.some((frame) => /^nextflow\.(?:\w+\.)*Publish/.test(frame))
    : /\bpublish\b/i.test(thrown ?? '');

/**
 * Kinds of errors, the most important first, each with the beginning of its sentence. An error belongs to the first
 * kind that matches.
 */
const KINDS: readonly (readonly [start: string, fits: (error: LoggedError) => boolean])[] = [
  [
    'Nextflow did not publish all results',
    (error) => error.message.startsWith(NOT_PUBLISHED) || (error.message === HANDLER && isPublishing(error)),
  ],
  ['workflow.onComplete failed', ({ message }) => message === HANDLER],
  ['The pipeline logged an error', ({ logger }) => logger === 'nextflow.Nextflow'],
  ['Nextflow logged an error', () => true],
];

/** Returns a sentence, without its full stop, for each kind of error that a successful run logged. */
export function errorSentences(errors: readonly LoggedError[]): string[] {
  const kindOf = (error: LoggedError) => KINDS.findIndex(([, fits]) => fits(error));
  return KINDS.flatMap(([start], kind) => {
    const [first, ...others] = errors.filter((error) => kindOf(error) === kind);
    return first ? [`${start}: ${textOf(first)}${more(others.length)}`] : [];
  });
}

function textOf({ message, thrown }: LoggedError): string {
  if (message === HANDLER && thrown !== null) return thrown;
  const [, file] = /^Failed to publish file: (.+?); to: /.exec(message) ?? [];
  if (file !== undefined) return thrown === null ? file : `${file} (${thrown})`;
  if (message === '') return 'it has no words';
  return thrown === null || message.includes(thrown) ? message : `${message}: ${thrown}`;
}

const more = (others: number): string =>
  others === 0 ? '' : ` (and ${String(others)} more ${others === 1 ? 'error' : 'errors'})`;
