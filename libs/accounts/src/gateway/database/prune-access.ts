import type { AccessDatabase } from './access-database.ts';

/** Time during which a link that has ended still reports this. */
const KEEP_LINKS_MS = 30 * 24 * 3_600_000;

/** Deletes expired rows: sessions, used codes, challenges of the library, links and waiting programs. */
export async function pruneAccess({ query }: AccessDatabase, now: Date): Promise<void> {
  await query.deleteFrom('session').where('expiresAt', '<', now).execute();
  await query.deleteFrom('used_code').where('expires_at', '<', now).execute();
  await query.deleteFrom('verification').where('expiresAt', '<', now).execute();
  await query.deleteFrom('deviceCode').where('expiresAt', '<', now).execute();
  await query
    .deleteFrom('one_time_link')
    .where('expires_at', '<', new Date(now.getTime() - KEEP_LINKS_MS))
    .execute();
}
