import type { AuditEntry } from '@reprise/contracts';

/** Returns the indexes, ascending, of the rows that begin a different day (UTC) than the row before. */
export function daysBefore(rows: readonly Pick<AuditEntry, 'at'>[]): ReadonlySet<number> {
  const days = new Set<number>();
  rows.forEach(({ at }, index) => {
    if (index > 0 && rows[index - 1]!.at.slice(0, 10) !== at.slice(0, 10)) days.add(index);
  });
  return days;
}
