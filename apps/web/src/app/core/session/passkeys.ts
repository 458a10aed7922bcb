import type { AnswerOf } from '@reprise/api-client';

type PasskeyOptions = AnswerOf<'/api/sign-in/passkey/options', 'post'>;

/** Methods from WebAuthn level 3 that browsers from before 2025 may lack. */
type Level3 = {
  parseRequestOptionsFromJSON(json: PasskeyOptions): PublicKeyCredentialRequestOptions;
  parseCreationOptionsFromJSON(json: PasskeyOptions): PublicKeyCredentialCreationOptions;
};

const level3 = (): Level3 | undefined => {
  const found = (globalThis as unknown as { PublicKeyCredential?: Partial<Level3> }).PublicKeyCredential;
  return found?.parseRequestOptionsFromJSON && found.parseCreationOptionsFromJSON ? (found as Level3) : undefined;
};

/**
 * Whether this browser can use passkeys here. They require https or localhost, and a host name instead of an address.
 */
export const canUsePasskeys = (): boolean =>
  level3() !== undefined && globalThis.isSecureContext && !ADDRESS.test(location.hostname);

/** Why passkeys cannot be used here, and what to do about it. */
export const whyNoPasskeys = (): string =>
  globalThis.isSecureContext && !ADDRESS.test(location.hostname)
    ? 'This browser is too old for passkeys here: use another one.'
    : 'To add one, open Reprise over https, or at localhost instead of 127.0.0.1.';

const ADDRESS = /^[\d.]+$|^\[/;

/** Requests a passkey from the browser. @returns undefined if the user declined */
export const usePasskey = (options: PasskeyOptions): Promise<object | undefined> =>
  unlessDeclined(async () => {
    const publicKey = level3()!.parseRequestOptionsFromJSON(options);
    return jsonOf(await navigator.credentials.get({ publicKey }));
  });

/** Makes the browser create a passkey. @returns undefined if the user declined */
export const makePasskey = (options: PasskeyOptions): Promise<object | undefined> =>
  unlessDeclined(async () => {
    const publicKey = level3()!.parseCreationOptionsFromJSON(options);
    return jsonOf(await navigator.credentials.create({ publicKey }));
  });

const jsonOf = (credential: Credential | null): object | undefined =>
  credential ? ((credential as PublicKeyCredential).toJSON() as object) : undefined;

async function unlessDeclined(ask: () => Promise<object | undefined>): Promise<object | undefined> {
  try {
    return await ask();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') return undefined;
    if (name === 'InvalidStateError') throw new Error('This device has a passkey for this account already.');
    throw error;
  }
}
