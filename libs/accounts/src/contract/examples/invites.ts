import type { Page } from '@reprise/contracts/for-wings';
import type { InviteView } from '../views/sign-in.ts';
import type { OneTimeLink, OpenInvite } from '../views/user.ts';

const expires_at = '2026-03-08T09:00:00.000Z';
const invite: InviteView = {
  kind: 'invite',
  email: 'ben@lab.example',
  name: null,
  role: 'operator',
  invited_by: 'Ana Ruiz',
  expires_at,
};
const link: OneTimeLink = { path: '/invite#pT4x…', url: 'https://reprise.lab.example/invite#pT4x…', expires_at };
const open: OpenInvite = {
  invite_id: '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c',
  email: 'ben@lab.example',
  role: 'operator',
  invited_by: 'user:7c8e2c0a-54e5-4f0f-8a39-3b1d6f0f2c11',
  created_at: '2026-03-01T09:00:00.000Z',
  expires_at,
};
const page: Page<OpenInvite> = { items: [open], next_cursor: null };

export const inviteExamples = {
  invite,
  link,
  invites: page,
};

const secret = 'pT4xk0Zb';
export const inviteBodies = {
  show: { link: { secret } },
  accept: {
    password: { secret, name: 'Ben Ito', password: 'correct horse battery staple' },
    passkey: { secret, name: 'Ben Ito', passkey: { name: 'Laptop', response: { id: 'a1b2c3d4' } } },
  },
  invite: { operator: { email: 'ben@lab.example', role: 'operator' } },
};
