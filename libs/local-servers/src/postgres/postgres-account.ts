import { ensureAccount, type Account } from '../process/account.ts';

/**
 * The account that Postgres runs as: undefined for the caller's own. For root, which Postgres rejects, it is the
 * system's user `postgres`, created if missing.
 * @throws Error if it cannot be created
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return ensureAccount('postgres');
  } catch (cause) {
    throw new Error(
      `Postgres does not run as root, and a user "postgres" could not be made (${(cause as Error).message}): make it, or set DATABASE_URL to a running server.`,
      { cause },
    );
  }
}
