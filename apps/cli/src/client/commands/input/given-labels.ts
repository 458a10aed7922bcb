import { CliError, EXIT } from '../../cli-error.ts';

/**
 * Returns the labels that were given as `key=value`. The server validates keys and values.
 * @throws CliError if one has no `=`, or if two have the same key
 */
export function parseLabels(option: string, given: readonly string[]): Record<string, string> {
  const labels = new Map<string, string>();
  for (const text of given) {
    const at = text.indexOf('=');
    if (at < 1) throw new CliError(`${option} ${text} is not key=value.`, EXIT.usage, 'Write it as run=2026-48.');
    const key = text.slice(0, at);
    if (labels.has(key))
      throw new CliError(`${option} ${key} is given twice.`, EXIT.usage, 'A key has one value: give it once.');
    labels.set(key, text.slice(at + 1));
  }
  return Object.fromEntries(labels);
}
