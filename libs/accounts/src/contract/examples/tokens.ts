import type { Page } from '@reprise/contracts/for-wings';
import type { TokenBody, TokenSecretView, TokenView } from '../views/token.ts';

const token: TokenView = {
  token_id: '3b0a6e8e-2f53-4a0e-9a35-1c7a52b8d0f4',
  name: 'nightly',
  start: 'reprise_Xk3v9Q',
  role: 'operator',
  created_at: '2026-03-01T09:00:00.000Z',
  expires_at: '2026-05-30T09:00:00.000Z',
  last_used_at: '2026-03-03T02:00:04.000Z',
  last_address: '10.0.4.17',
};
const tokens: Page<TokenView> = { items: [token], next_cursor: null };
const secret: TokenSecretView = { token, secret: 'reprise_Xk3v9Q…' };
const nightly: TokenBody = { name: 'nightly', role: 'operator', expires_in_days: 90 };

export const tokenExamples = {
  tokens,
  secret,
};

export const tokenBodies = {
  create: { nightly },
};
