import type { SettingName } from '@reprise/settings';

/** URLs of one database, one per role's login. */
export type DatabaseUrls = Readonly<
  { DATABASE_URL: string } & Partial<Record<Extract<SettingName, 'DATABASE_READ_URL' | 'DATABASE_MIGRATE_URL'>, string>>
>;
