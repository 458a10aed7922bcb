import type { AccountQueries } from '../database/access-database.ts';

/**
 * Erases all personal data and credentials. The id and the role remain, because events refer to the id.
 * @param transaction contains all changes
 */
export async function eraseAccount({ query }: AccountQueries, userId: string, email: string): Promise<void> {
  for (const table of ['session', 'account', 'passkey', 'twoFactor'] as const)
    await query.deleteFrom(table).where('userId', '=', userId).execute();
  await query.deleteFrom('apikey').where('referenceId', '=', userId).execute();
  await query
    .updateTable('token')
    .set({ name: 'token', revoked_at: new Date(), last_address: null })
    .where('user_id', '=', userId)
    .execute();
  await query.deleteFrom('one_time_link').where('email', '=', email).execute();
  await query
    .updateTable('user')
    .set({
      name: `Former user ${userId.slice(0, 4)}`,
      email: `${userId}@erased.invalid`,
      banned: true,
      twoFactorEnabled: false,
      erasedAt: new Date(),
      updatedAt: new Date(),
    })
    .where('id', '=', userId)
    .execute();
}
