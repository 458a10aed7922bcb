import type { SignInOptions, SignInResult } from '@reprise/contracts';
import type { Answer, Body } from '../../shared/openapi/describe.ts';

const options: SignInOptions = {
  ...{ password: true, passkey: true, first_admin_needed: false },
  oidc: { label: 'Sign in with Example Lab' },
};
const result: SignInResult = { next: 'done' };
const credential = { id: 'a1b2c3d4', rawId: 'a1b2c3d4', type: 'public-key', response: {}, clientExtensionResults: {} };

export const signInExamples = {
  options: { schema: 'SignInOptions', example: options },
  result: { schema: 'SignInResult', example: result },
  passkeyOptions: {
    schema: 'PasskeyOptions',
    example: {
      challenge: 'nSpl8Tq0',
      rpId: 'reprise.lab.example',
      allowCredentials: [],
      userVerification: 'required',
    },
  },
  newPasskeyOptions: {
    schema: 'PasskeyOptions',
    example: {
      ...{ challenge: 'nSpl8Tq0', rp: { id: 'reprise.lab.example', name: 'Reprise' } },
      ...{ user: { id: 'b3R0ZXI', name: 'ana@lab.example', displayName: 'ana@lab.example' }, pubKeyCredParams: [] },
    },
  },
} as const satisfies Record<string, Answer>;

const person = { email: 'ana@lab.example', password: 'correct horse battery staple' };

export const signInBodies = {
  password: { schema: 'PasswordSignInBody', examples: { person } },
  totp: {
    schema: 'TotpSignInBody',
    examples: { app: { code: '123456' }, backup: { code: 'aB3dE-fG7hJ', backup: true } },
  },
  passkey: { schema: 'PasskeySignInBody', examples: { passkey: { response: credential } } },
  firstAdmin: {
    schema: 'FirstAdminBody',
    examples: {
      password: { name: 'Ana Ruiz', ...person },
      passkey: { name: 'Ana Ruiz', email: person.email, passkey: { name: 'Laptop', response: credential } },
    },
  },
  firstPasskey: { schema: 'FirstPasskeyBody', examples: { admin: { email: person.email } } },
} as const satisfies Record<string, Body>;
