import type { ConfirmationView } from '@reprise/contracts';
import type { Answer, Body } from '../../shared/openapi/describe.ts';

const confirmation: ConfirmationView = {
  ...{ confirmation: 'k3JdQ0b6sN2vXh7cT1yLwM9e', method: 'password', expires_at: '2026-11-26T10:04:00.000Z' },
};

export const confirmationExample = {
  schema: 'ConfirmationView',
  example: confirmation,
} as const satisfies Answer;

export const confirmBody = {
  schema: 'ConfirmBody',
  examples: { password: { password: 'correct horse battery staple' }, directory: {} },
} as const satisfies Body;
