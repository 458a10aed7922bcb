const LEAST = 8;

/** Returns the shortest unique prefix of each id. */
export function shortIds(ids: readonly string[]): (id: string) => string {
  const sorted = [...new Set(ids)].toSorted();
  const length = sorted.reduce((least, id, index) => Math.max(least, common(id, sorted[index + 1] ?? '') + 1), LEAST);
  return (id) => id.slice(0, length).replace(/-$/, '');
}

function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
