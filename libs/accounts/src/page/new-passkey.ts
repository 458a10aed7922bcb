import type { PasskeyBody, PasskeyOptions } from '../contract/index.ts';
import { makePasskey } from '@reprise/web/core/session/passkeys.ts';
import { deviceText } from './device-text.ts';

/** Creates a passkey in the browser, named after this device. @returns undefined if the user declined */
export async function newPasskey(options: PasskeyOptions): Promise<PasskeyBody | undefined> {
  const response = await makePasskey(options);
  return response && { name: deviceText(navigator.userAgent), response: response as Record<string, unknown> };
}
