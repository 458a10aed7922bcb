import type { AccessDatabase } from '../database/access-database.ts';

/** Erases all that tells who a person is, and all that signs in. Id and role stay: events name the id. */
export const eraseAccount = ({ query }: AccessDatabase, userId: string, email: string): Promise<void> =>
  query.transaction().execute(async (erasing) => {
    for (const table of ['session', 'account', 'passkey', 'twoFactor'] as const)
      await erasing.deleteFrom(table).where('userId', '=', userId).execute();
    await erasing.deleteFrom('apikey').where('referenceId', '=', userId).execute();
    await erasing
      .updateTable('token')
      .set({ name: 'token', revoked_at: new Date(), last_address: null })
      .where('user_id', '=', userId)
      .execute();
    await erasing.deleteFrom('one_time_link').where('email', '=', email).execute();
    await erasing
      .updateTable('user')
      .set({
        ...{ name: `Former user ${userId.slice(0, 4)}`, email: `${userId}@erased.invalid` },
        ...{ banned: true, twoFactorEnabled: false, erasedAt: new Date(), updatedAt: new Date() },
      })
      .where('id', '=', userId)
      .execute();
  });
