import { ensureAccount, type Account } from '../process/account.ts';

/**
 * The account that Postgres runs as: undefined for the caller's own, or, since Postgres refuses to run as root, that of
 * the system's user `postgres`, made where there is none. @throws Error where it cannot be made
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
