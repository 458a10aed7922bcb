import { makeRoles, passwordsIn, readSettings } from '@reprise/launcher';

/** Creates the roles in an existing Postgres, with the passwords in their URLs. @returns the exit code */
export async function createRoles(): Promise<number> {
  const { DATABASE_ADMIN_URL, DATABASE_URL, DATABASE_READ_URL, DATABASE_MIGRATE_URL } = readSettings(process.env);
  if (!DATABASE_ADMIN_URL || !DATABASE_URL || !DATABASE_READ_URL || !DATABASE_MIGRATE_URL)
    throw new Error(
      'Set DATABASE_ADMIN_URL, and DATABASE_URL, DATABASE_READ_URL and DATABASE_MIGRATE_URL with the roles to make.',
    );
  await makeRoles(DATABASE_ADMIN_URL, passwordsIn({ DATABASE_URL, DATABASE_READ_URL, DATABASE_MIGRATE_URL }));
  console.log('The roles and the database are there.');
  return 0;
}
