import { CliError, EXIT } from '../../cli-error.ts';

/**
 * Returns the labels that were given as `key=value`. The server validates keys and values.
 * @throws CliError if one has no `=`
 */
export function parseLabels(option: string, given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new CliError(`${option} ${text} is not key=value.`, EXIT.usage, 'Write it as run=2026-48.');
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
