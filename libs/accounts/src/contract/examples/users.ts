import type { Page } from '@reprise/contracts/for-wings';
import type { UserView } from '../views/user.ts';

const user: UserView = {
  user_id: '7c8e2c0a-54e5-4f0f-8a39-3b1d6f0f2c11',
  name: 'Ana Ruiz',
  email: 'ana@lab.example',
  role: 'admin',
  status: 'active',
  created_at: '2026-03-01T09:00:00.000Z',
  last_sign_in_at: '2026-03-03T08:55:12.000Z',
  has_password: true,
  totp_enabled: true,
  passkeys: 1,
  from_directory: false,
};
const users: Page<UserView> = { items: [user], next_cursor: null };

export const userExamples = {
  user,
  users,
};

export const userBodies = {
  change: { role: { role: 'reviewer' }, disable: { disabled: true } },
};
