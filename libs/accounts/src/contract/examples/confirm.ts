import type { ConfirmationView } from '../views/confirm.ts';

const confirmation: ConfirmationView = {
  confirmation: 'k3JdQ0b6sN2vXh7cT1yLwM9e',
  method: 'password',
  expires_at: '2026-11-26T10:04:00.000Z',
};

export const confirmationExample = confirmation;

export const confirmBody = { password: { password: 'correct horse battery staple' }, directory: {} };
