import type { Page } from '@reprise/contracts/for-wings';
import type { AccountSession, AccountView, Passkey, TotpSetup } from '../views/account.ts';

const passkey: Passkey = {
  passkey_id: '5f0c2a52-6c3a-4f0e-8d0c-2b8f3a1e9d77',
  name: 'Laptop',
  created_at: '2026-03-01T09:10:00.000Z',
};
const account: AccountView = {
  user_id: '7c8e2c0a-54e5-4f0f-8a39-3b1d6f0f2c11',
  name: 'Ana Ruiz',
  email: 'ana@lab.example',
  role: 'admin',
  created_at: '2026-03-01T09:00:00.000Z',
  has_password: true,
  from_directory: false,
  totp_enabled: false,
  backup_codes_left: null,
  passkeys: [passkey],
};
const session: AccountSession = {
  session_id: '0f8b6d0e-33aa-4a5b-9f11-6f0d9f6f5a10',
  current: true,
  created_at: '2026-03-03T08:55:12.000Z',
  last_used_at: '2026-03-03T09:10:00.000Z',
  expires_at: '2026-03-10T09:10:00.000Z',
  ends_at_latest: '2026-04-02T08:55:12.000Z',
  address: '10.0.4.17',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/152.0',
};
const sessions: Page<AccountSession> = { items: [session], next_cursor: null };
const totp: TotpSetup = {
  uri: 'otpauth://totp/Reprise:ana%40lab.example?secret=AAAA2222&issuer=Reprise',
  backup_codes: ['aB3dE-fG7hJ'],
};

export const accountExamples = {
  account,
  passkey,
  passkeyOptions: { challenge: 'nSpl8Tq0', rp: { name: 'Reprise' } },
  totp,
  sessions,
};

const password = 'correct horse battery staple';

export const accountBodies = {
  change: { name: { name: 'Ana M. Ruiz' } },
  password: { person: { current_password: password, new_password: 'another long password' } },
  passkey: { laptop: { name: 'Laptop', response: { id: 'a1b2c3d4' } } },
  totp: { person: { password } },
  code: { app: { code: '123456' } },
};
