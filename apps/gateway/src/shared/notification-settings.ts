import { readFileSync } from 'node:fs';
import { SettingsError, smtpServerOf, type MailSettings, type SettingsOf } from '@reprise/settings';

/** How people are notified. */
export interface NotificationSettings {
  /** Undefined if no mail server is set. */
  readonly mail: MailSettings | undefined;
  /** Kinds of names that a message to users may contain. */
  readonly names: SettingsOf<'gateway'>['REPRISE_NOTIFICATION_NAMES'];
}

/** @throws SettingsError if only some of the mail server's settings are set, or the error from reading the password */
export function notificationSettings(data: SettingsOf<'gateway'>): NotificationSettings {
  const { REPRISE_SMTP_URL: url, REPRISE_SMTP_FROM: from, REPRISE_SMTP_PASSWORD_FILE: file } = data;
  const names = data.REPRISE_NOTIFICATION_NAMES;
  if (url === undefined && from === undefined && file === undefined) return { mail: undefined, names };
  if (url === undefined || from === undefined)
    throw new SettingsError('REPRISE_SMTP_URL and REPRISE_SMTP_FROM are set together, or neither.');
  const server = smtpServerOf(url);
  if ((server.user === undefined) !== (file === undefined))
    throw new SettingsError('A user in REPRISE_SMTP_URL and REPRISE_SMTP_PASSWORD_FILE are set together, or neither.');
  const password = file === undefined ? undefined : readFileSync(file, 'utf8').trim();
  return { mail: { server, password, from }, names };
}
