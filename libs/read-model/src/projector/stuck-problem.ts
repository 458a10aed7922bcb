import { isDatabaseDamaged, REPAIR_TABLES } from '../database-damage.ts';

/** Returns a description of the problem for people, and the remedy if a database file is damaged. */
export function stuckProblem(position: number | null, error: unknown): string {
  const { message = String(error) } = error as { message?: string };
  const problem = `What follows event ${String(position)} cannot be written to the tables: ${message}`;
  return isDatabaseDamaged(error) ? `${problem}. ${REPAIR_TABLES}` : problem;
}
