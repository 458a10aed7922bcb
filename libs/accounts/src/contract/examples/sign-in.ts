import type { SignInOptions, SignInResult } from '../views/sign-in.ts';

const options: SignInOptions = {
  password: true,
  passkey: true,
  first_admin_needed: false,
  oidc: { label: 'Sign in with Example Lab' },
};
const result: SignInResult = { next: 'done' };
const credential = { id: 'a1b2c3d4', rawId: 'a1b2c3d4', type: 'public-key', response: {}, clientExtensionResults: {} };

export const signInExamples = {
  options,
  result,
  passkeyOptions: {
    challenge: 'nSpl8Tq0',
    rpId: 'reprise.lab.example',
    allowCredentials: [],
    userVerification: 'required',
  },
  newPasskeyOptions: {
    challenge: 'nSpl8Tq0',
    rp: { id: 'reprise.lab.example', name: 'Reprise' },
    user: { id: 'b3R0ZXI', name: 'ana@lab.example', displayName: 'ana@lab.example' },
    pubKeyCredParams: [],
  },
};

const person = { email: 'ana@lab.example', password: 'correct horse battery staple' };

export const signInBodies = {
  password: { person },
  totp: { app: { code: '123456' }, backup: { code: 'aB3dE-fG7hJ', backup: true } },
  passkey: { passkey: { response: credential } },
  firstAdmin: {
    password: { name: 'Ana Ruiz', ...person },
    passkey: { name: 'Ana Ruiz', email: person.email, passkey: { name: 'Laptop', response: credential } },
  },
  firstPasskey: { admin: { email: person.email } },
};
