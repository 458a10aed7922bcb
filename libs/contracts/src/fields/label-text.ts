/**
 * Syntax of a key and of a value: at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.
 * Kubernetes has the same rule for names and values of labels, but here keys have no prefix and values are not empty:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export const LABEL_SYNTAX = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/**
 * Returns labels as text, sorted by key, in the form that filters and lists use: `run=2026-48`.
 * @param labels absent in the response of a gateway of an earlier release
 */
export const labelTexts = (labels: Readonly<Record<string, string>> | undefined): string[] =>
  Object.entries(labels ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);

/** Returns the key and the value of a label's text; null if it is not a label. */
export function parseLabel(text: string): [key: string, value: string] | null {
  const [key = '', value = '', ...rest] = text.split('=');
  return rest.length === 0 && LABEL_SYNTAX.test(key) && LABEL_SYNTAX.test(value) ? [key, value] : null;
}
