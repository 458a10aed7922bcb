import type { SettingName } from '@reprise/settings';

/** Addresses of one database, each with the login of one role. */
export type DatabaseUrls = Readonly<
  { DATABASE_URL: string } & Partial<Record<Extract<SettingName, 'DATABASE_READ_URL' | 'DATABASE_MIGRATE_URL'>, string>>
>;
